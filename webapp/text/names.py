"""First names that people in Britain and Ireland bear, of many tongues, left out where they are common words as well.

They serve to notice that an answer names somebody. Nobody is looked up and nothing is kept.
"""

_NAMES = """
Aaron Abdul Abdullah Abigail Adam Adnan Adrian Agnes Agnieszka Ahmad Ahmed Aidan Aisha Alan Alana Alastair Albert
Alejandro Alex Alexander Alexandra Alexandru Alfie Alfred Ali Alice Alicia Alina Alison Alistair Allan Amanda Amara
Amelia Amina Amir Amira Amit Amrit Amy Ana Anastasia Andrea Andreea Andrei Andrew Andrzej Andy Angela Angus Anita
Anjali Ann Anna Anne Annette Annie Anthony Antonio Anwar Archie Arjun Arnold Arthur Arun Asha Ashley Asif Asma Audrey
Ayesha Aziz Balwinder Barbara Barry Bartosz Beata Beatrice Belinda Ben Benjamin Bernadette Bernard Bert Beth Bethany
Betty Beryl Bhavna Bilal Billy Bob Bogdan Bradley Brandon Brenda Brendan Brian Bridget Bronwen Bruce Bryan Caitlin
Callum Calum Cameron Carl Carla Carlos Carol Caroline Catherine Cathy Catriona Cecilia Cerys Charles Charlie Charlotte
Cheryl Chidi Chinedu Chloe Chris Christian Christina Christine Christopher Ciara Ciaran Claire Clare Clive Colin
Colleen Connor Conor Corey Courtney Craig Cristina Cynthia Cyril Damian Daniel Daniela Danielle Danny Darren Daryl
Dave David Dawid Dean Deborah Debbie Declan Deepak Deirdre Denis Denise Dennis Derek Derrick Desmond Diana Diane Dilip
Dimitri Dominic Donald Donna Doreen Doris Dorothy Dorota Douglas Duncan Dylan Eamon Ebony Eddie Edith Edna Edward
Edwin Eileen Eilidh Elaine Eleanor Elena Elizabeth Ella Ellen Ellie Elliot Elsie Emeka Emily Emma Enid Eoin Eric Erica
Erin Esther Ethan Ethel Eugene Eunice Eva Evelyn Ewa Ewan Farah Farhan Farida Farooq Fatima Fatuma Felicity Fergus
Fiona Florence Frances Francesca Francis Frank Fred Freddie Frederick Gabriel Gabriela Gareth Gary Gavin Gemma Geoff
Geoffrey George Georgia Georgina Gerald Geraldine Gerard Gertrude Gethin Gheorghe Gillian Gladys Glenda Glenn Gloria
Gordon Graham Gregory Grzegorz Gurpreet Gwen Gwyneth Halima Hamza Hannah Hardeep Harjit Harold Harpreet Harriet Harry
Harvey Hassan Hazel Heather Hector Helen Henry Herbert Hilary Hilda Howard Hugh Hussein Iain Ian Ibrahim Idris Ifeoma
Imogen Imran Indira Ines Ingrid Ioana Ion Iqbal Irene Iris Irfan Isaac Isabel Isabella Isabelle Isla Ivan Ivy Jack
Jackie Jacob Jacqueline Jagdish Jake Jakub James Jamie Jan Jane Janet Janice Jasmin Jasmine Jason Jasvinder Javed
Jayne Jean Jeff Jeffrey Jemima Jennifer Jenny Jeremy Jerome Jerzy Jess Jesse Jessica Jill Jim Jimmy Joan Joanna Joanne
Jodie Joe Joel John Johnny Jonathan Jordan Jose Joseph Josephine Josh Joshua Joyce Juan Judith Judy Julia Julian Julie
Juliet June Justin Justyna Kamal Kamila Karen Karim Karl Karolina Kasia Kate Katarzyna Kate Katherine Kathleen Kathryn
Katie Kayleigh Keith Kelly Kelvin Ken Kenneth Kerry Kevin Khadija Khalid Kieran Kimberley Kirsty Kofi Krishna Krystyna
Krzysztof Kuldip Kwame Kyle Lakshmi Lara Laura Lauren Laurence Leah Leanne Lee Leila Len Leo Leon Leonard Leroy Leslie
Lewis Liam Lilian Lily Linda Lindsay Lindsey Lisa Liz Lloyd Lorna Lorraine Louis Louise Lucas Lucia Lucy Luke Lukasz
Lydia Lynda Lynn Lynne Mabel Maciej Madeleine Maeve Magda Magdalena Mahmoud Mairead Malcolm Malgorzata Manjit Manuel
Marcin Marek Margaret Maria Marian Marie Marilyn Mario Marion Marjorie Marta Martha Martin Marvin Mary Mateusz Matilda
Matt Matthew Maureen Maurice Mavis Maxine Megan Mehmet Melanie Melissa Michael Michal Michele Michelle Miguel Mihai
Mike Mildred Mohamed Mohammad Mohammed Moira Molly Mona Monica Morag Morgan Muhammad Muriel Mustafa Nadia Naomi
Nasreen Natalia Natalie Natasha Nathan Naveed Neil Nelson Nia Niall Niamh Nicholas Nick Nicola Nicole Nigel Nikhil
Nina Noah Noel Nora Noreen Norma Norman Nuala Nusrat Olga Olive Oliver Olivia Olu Omar Oscar Osman Owen Padraig Pam
Pamela Parveen Pat Patricia Patrick Paul Paula Pauline Pawel Pedro Penelope Peter Philip Philippa Phillip Phoebe
Phyllis Piotr Pooja Priya Przemyslaw Qasim Rachel Radu Rafal Raheem Rahul Raj Rajesh Ralph Ramesh Rashid Ravi Ray
Raymond Rebecca Reginald Reza Rhian Rhys Richard Rita Robert Roberta Robin Roderick Rodney Roger Roisin Roland Ron
Ronald Rosalind Rosemary Rosie Roxana Roy Rukhsana Rupert Russell Ruth Ryan Saanvi Sadia Saeed Safiya Saira Salim
Sally Sam Samantha Samina Samir Samuel Sandra Sanjay Sarah Saskia Sean Sebastian Seren Shabana Shahid Shamim Shane
Shannon Sharon Shaun Sheila Shelley Shirley Siddiqa Simon Sinead Siobhan Sofia Sonia Sophia Sophie Spencer Stacey
Stanislaw Stanley Stella Stephanie Stephen Steve Steven Stuart Suleiman Sunil Sunita Suresh Susan Susanne Suzanne
Sylvia Szymon Tahir Tamara Tamsin Tania Tanya Tara Tariq Ted Teresa Terence Terry Thelma Theo Theresa Thomas Tim
Timothy Tina Toby Todd Tom Tomasz Tommy Tony Tracey Tracy Trevor Umar Uzma Valerie Vanessa Vera Vernon Veronica Vicky
Victor Victoria Vijay Vikram Vincent Viola Violet Vivien Vladimir Walter Wanda Warren Wayne Wendy Wesley Wilfred
William Winifred Winston Wojciech Yasmin Yolanda Yousef Yusuf Yvette Yvonne Zachary Zahra Zainab Zara Zoe Zofia
"""
FIRST_NAMES = frozenset(_NAMES.split())
