"""The words that flags rest on, written as `matching.py` reads them. English; measured in docs/method.md.

Distress and threats are worded widely: a person reads each one, and one missed weighs more than ten too many.
"""

EQUALITY = """
wheelchair*, mobility scooter*, mobility, walking frame*|stick*, zimmer, crutches, ramp|ramps, step free, accessib*,
inaccessib*, disab*, impair*, blind people|person|man|woman|users|passengers|residents, im|am|registered|
partially blind, sight loss, partially sighted, guide dog*, deaf*, hearing aid*|loop*|loss, hard of hearing, sign
language, bsl, braille, large print, easy read, autis*, adhd, dementia, alzheimer*, learning disabilit*|difficult*,
special needs, mental health, anxiety, depression, chronic*, arthrit*, asthma*, epilep*, diabet*, parkinsons, stroke,
copd, oxygen, long term condition*|illness, ill health, blue badge*, carer|carers, caring for, care for my|her|him|
them|people|someone, look|looks|looking after my, pregnan*, maternity, breastfeed*, pushchair*, pram|prams, buggy|
buggies, new mum*|mother*, elder*, older people|person|persons|residents|women|men|passengers|generation|folk|
neighbour*, old people|folk|age|lady|ladies|man|men|woman|women, pensioner*, over 60s|65s|70s|75s|80s,
under 5s|16s|18s|25s, aged #, # years old, frail, retired, young people|person|women|men|children|mothers|
mums, younger people|generation, teenager*, children, women|woman, girl|girls, female, men only, gender, sexis*,
misogyn*, trans people|man|woman|men|women, transgender, non binary, lgbt*, gay|gays, lesbian*, bisexual, queer,
homophob*, sexual orientation, ethnic*, racis*, racial*, race equality, black people|women|men|and, bame, asian*,
minority ethnic|group*|communit*, gypsy|gypsies, traveller communit*|site*, roma, refugee*, asylum*, migrant*,
immigrant*, first language, second language, language barrier*, interpret*, translat*, religio*, faith group*|
communit*|school*, muslim*, islam*, jewish, jew|jews, sikh*, hindu*, christian*, mosque*, gurdwara*, synagogue*,
temple, church*, prayer*, ramadan, eid, friday prayer*, sabbath, hijab, headscarf, discriminat*, equality, equal
opportunit*, low income*, protected characteristic*, single mum*|mother*|parent*|dad*
"""
MITIGATION = """
unless, as long as, so long as, provided that|you|they|we, on condition, on the condition, only if, would|will need
to, would|will have to be, would be better|fairer|safer|easier if, it would help if|to, would help, what would
help, if ~ then, if you|they|we could|would|can|must|put|made|make|had|do, if you|they|we ~ ill|id|i|
well|we|people, compensat*, exempt*, exemption*, phase|phased|phasing in|it|out|the, make sure, ensure, instead
of, rather than, an alternative, alternative route*|site*|option*|arrangement*, could you|we|they|there, should
be given|allowed|offered|told|asked|consulted|exempt|able|kept|protected|trained|more|a|an, i|we suggest|
propose|recommend, i|we ask that, id like to see, please add|keep|put|make|run|provide|give|let|leave|check|
ask|think|consider|allow|move|train|fix|build|bring|include|look, what about, why not, how about, at least
until, until you|it|there|they, before you|it|any ~ starts|begins|close|take, discount*, concession*, reduce
the risk, to avoid, to prevent, to reduce, trial, pilot first, train the drivers|staff
"""
DISTRESS = """
kill myself|herself|himself|themselves, suicid*, end my|it life|all, ending my|it life|all, take my own life,
want|wanted|wish to die, want|wanted to be dead, wish i was|were dead, better off dead, better off without me, not
worth living, nothing to live for, no reason to live, no point in ~ living|anything|life|me|going, much point in|
to it|anything|life|living|me, whats the point of living|anything|going|me, no point anymore|any, cant|cannot|
couldnt go on|cope|carry, dont want to be here|alive, dont want to live|wake, wont be here much|for, wont be
needing it|one|any, not coping, self harm*, selfharm*, cut|cutting|hurt|hurting|harm|harming myself, overdose*,
hopeless, in despair, desperate for help, at my wits end, breaking point, had enough of life|living, nobody would
notice|miss|care if, no one would notice|miss|care if, please help me, dont know who to tell|ask|turn, dont know
where ~ turn, nobody to turn, no one to turn, too scared|frightened|afraid to, scared|frightened|afraid of him|
her|my|them|what|being, im|am scared|frightened|afraid at home, not safe at home, if id be safe, unsafe at home,
hits|hit|beats|beat|slaps|punches|kicks|strangled|chokes me|her|him|my|us|them, hurts|hurting me|her|
him|my, shouts|screams at me|her|him|the|us, abus* me|her|him|relationship|partner|husband|wife|ex|
parent*, domestic abuse|violence, coercive, controls|controlling my|me|her|partner|husband|behaviour, goes|
looks|looking through my phone|bag|messages|post, checks my phone|messages, takes|keeps|kept|holds|controls
my|the|her|his money|wages|pension|card|benefits|bank|passport|phone, took|has my wages|pension|card|
bank|passport|phone, money for the meter, looks after my pension|money|card|bank|wages|benefits, my pension
card, wont|doesnt|didnt|not let me|her|him out|go|have|see|eat|leave|speak|use|ring, im|is not allowed
out|phone|money|to see|ring|speak|work|use, he|she|they said|says|told ~ not to bother|tell|ring|speak|
see|go|call, angry with me, i dont like to ask|tell him|her|them, locked|locks me|her|him|us in|out|up,
raped|rape, rapist*, sexually assaulted|abused|harassed, sexual assault|abuse, molest*, groom|groomed|grooming,
traffick*, forced marriage|into, modern slavery, neglected|neglecting child*|her|his|the ~ child*|baby|boy|
girl, left on his|her|their own, left alone ~ night|day|hours|house|home|children|kids, child|children|boy|
girl|baby|kids|kid|toddler ~ crying|screaming|hungry|bruise*|cold|dirty, hungry child*|kids, crying at night|
every|all, heard ~ crying|screaming, bruises, has|have|with bruises, somebody|someone should look in|check,
worried about|for her|his|the safety, in danger, since my wife|husband|partner|son|daughter|mum|dad|mother|
father died|passed|went, sleeping rough, sleeping in|on my|the|a car|van|street*|sofa*, nowhere to live|sleep,
about to be evicted, being evicted, cant|cannot feed, cant|cannot afford to eat, cant|cannot afford food, havent
eaten, going without food|meals, starving, missing|skipping meals, stalk|stalking|stalked, stalker, hes ~ hurting|
hitting
"""
THREAT = """
kill him|her|you|them|someone|somebody|the, murder you|him|her|them, ill|i|we|well be waiting for you|him|
her|them, be waiting for him|her|you|them, know where you|he|she|they|your live|lives|work|works|house|
family|car|kids|children|park, know which|what car|house|street, where it is|they are|he is|she is parked,
youll|theyll|hell regret|pay|suffer, you|he|they will regret|pay|suffer, watch your|his|her|their back|
step, dont say you|i|we werent|wasnt|didnt told|warned|tell|warn, you have been warned, youve been warned, burn
it|them|you|down|your|the ~ down|council|office|house|town, burn it|them down, smash your|his|her|their|
up|the ~ face|head|windows|car|in, blow up|it, a bomb, petrol bomb, bomb the|your, shoot you|him|her|them|
the, stab|stabbing you|him|her|them|somebody, hang him|her|them|you, string ~ up, knock your|his|her|their ~
off|out|teeth, break your|his|her|their legs|neck|arms|fingers|face, beat you|him|her|them|the ~ up, come|
coming for|after you|him|her|them, come|coming to your|his|her house|home|door, find out where you|he|she,
hunt you|him|her|them, get what is|whats coming, deserve to be shot|hanged|hung|beaten|killed, ought|should|
want to be shot|hanged|lynched, should be shot|hanged|lynched|strung, put you|him|her|them in hospital, teach
you|him|her|them a lesson, take the law into, make you|him|her|them pay|suffer, your family wont|will
"""
ABUSE = """
idiot|idiots|idiotic, moron*, imbecile*, cretin*, halfwit*, half wit|wits, nitwit*, numpt*, muppet|muppets, scum,
scumbag*, vermin, parasite*, wanker*, tosser*, bastard*, arsehole*, asshole*, dickhead*, twat|twats, cunt*, prick|
pricks, fuck*, bollocks, shit|shite|shits|bullshit, piss off, sod off, slag|slags, slut*, whore*, bitch|bitches,
retard*, spastic*, paki*, nigger*, chink|chinks, faggot*, poof|poofs, tranny, gypo*, pikey*, thick as, brain dead,
braindead, half brained, clueless ~ lot|people|idiots|council*, stupid ~ people|council*|officers|woman|man|
lot|old, you|youre|they|theyre|are ~ stupid|useless|clueless|pathetic|brainless|spineless|gutless people|
lot|bunch|council*|officers|the, you|youre stupid|useless|clueless|pathetic|brainless|thick, useless|
pathetic|clueless|idle|lazy|bloody lot, shower of, bunch of clowns|jokers|cowboys|crooks|thieves|liars, want
your|their|his|her|his heads|head examining|feeling|examined, go back to your|where own|you, shut up, scumbags
"""
ACCUSING = """
crook|crooks|crooked, fiddl* the|his|her|their|it, bribe*, bribing, backhander*, brown envelope*, corrupt*,
fraud*, thief, thieves, thieving, steal|steals|stealing|stole|stolen, embezzl*, liar|liars, lies to|about, lied,
lying to|about, cheat|cheats|cheated|cheating, on the take, takes|took|taking|pays|paid|paying bribes|cash|
money|the ~ off|under|in, pocket|pockets|pocketing|pocketed the|our|your|it, scam*, con man, conman, swindl*,
racket, money launder*, laundering, criminal|criminals, illegal*, paedo*, pervert*, drunk|drunkard, rigged|rigging|
rigs, covers|covered|covering up, sleaze*, nepotis*, broke the law
"""
SARCASM = """
yeah right, oh great, oh good, oh joy, oh wonderful, oh lovely, oh yes of course, thanks for nothing, thanks a bunch,
what could possibly go wrong, what could go wrong, good luck with that, big surprise, what a surprise, surprise
surprise, how surprising, no doubt another, silly me, how very kind|nice|generous|thoughtful, just what we need|
needed|wanted, as if, brilliant idea, genius, well done council|everyone|lads|you, slow clap, pull the other one, i
wont hold my breath, dont hold your breath, not holding my breath, pigs might fly, pigs will fly, lucky us, lucky me,
and the moon, money well spent, yippee, so much for, of course it will, im sure it|that|you|they will, cheers for
that, heaven forbid, god forbid we
"""
ELSEWHERE = """
see above|below|previous|attached|overleaf, see|refer my|our|the answer*|response* to|at|under question|q|#
#, see question #, see my|our|the answer*|comment*|response*|reply|email|letter|attached|last|previous|
other|earlier, as above|before|previously|stated, as i|we said|say|wrote|have|mentioned|stated ~ above|
before|earlier|already|previously|question|in, as in|per|for my|question|q*|the|previous question|answer*|
previous|last|above|#, refer to my|question|previous|above|the ~ answer*|above|letter|question|#, same as|
answer my|question|above|before|previous|for|q* ~ answer|question|above|#, answered above|already|in|under|
this, question|q # above|answer|refers|applies, same as question|q #, as question|q #, as q1|q2|q3|q4|q5|q6|
q7|q8|q9, see question|q #, see q1|q2|q3|q4|q5|q6|q7|q8|q9, see answer|answers to, covered above|already|
in, continued on|over|overleaf|below, wrong box|question|place, this is about|for|meant question|q #
"""
ADVERT = """
per cent off, # off our|all|your, call our ~ team, call us now|today|on, ring us today, visit our website|
showroom, follow us on, special offer, free quote*, award winning, book now|today, order now|today, discount code,
promo code, mention ~ for|off, buy now, limited offer, our customers love, competitive prices, quality guaranteed,
click here, subscribe
"""
MEASURES = """
ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred minutes|miles|pounds|per|percent|homes|
patients|passengers, half|quarter of the|our|all, twice|three a day|week|month
"""
SOURCES = """
according to, study|studies found|show*|by|from|of|have|has|in|suggest*, our|a|the|recent|latest study|
survey, survey of|found|show*|by|in, research, evidence ~ shows|that|from|of|suggests, statistic*, data show*|
from|on|collected|is, the figures, figures from|show*|for|suggest*, official figures, the census, national
statistics, ons, audit|audited, the assessment|report says|found|said|show*, report by|from|found|published,
published, peer reviewed, journal, university of|study, analysis of|show*, measured, recorded, counted, logged,
freedom of information, foi, the minutes of, nice guidance, public health, who guidelines, average of, on average,
forecast*, evaluation, case study|studies, pilot in|found|showed, in other countries, in scotland|wales|london|
manchester|germany|france|spain|italy|norway|denmark|australia|holland|belgium|sweden|america|europe
"""
OWN_EXPERIENCE = """
i waited|wait|missed|lost|paid|pay|saw|watched|counted|worked|work|run|drive|drove|rent|care|teach|
taught|used|volunteer, i was|were left|followed|told|charged|late|stranded|sacked|attacked|assaulted|
refused|there|diagnosed, ive been|had|seen|worked|lived|waited|watched|counted|paid|lost|missed|written|
used, i have been|had|seen|worked|lived|waited|lost|missed|written|used, we waited|paid|missed|lost|
counted|surveyed|asked|had|were|lost|run|see|saw, happened to me|us|my, lost my|our house|home|job|
shift*|life|savings|marriage|business|husband|wife|son, i work|worked|live|lived|grew|volunteer|manage|
teach in|at|as|with|for|near|on|up, im|am a|an, in my experience|job|work|street|surgery|shop|school|
class|role, my teenage|eldest|youngest|little|old|late|elderly|disabled ~ son|daughter|mum|mother|dad|
father|child, my son|daughter|mum|mother|dad|father|husband|wife|neighbour|brother|sister|nan|friend|
partner|child|children|kids|family|mate|cousin|uncle|grandad|gran, as a nurse|teacher|doctor|driver|carer|
recovering|former|parent|mother|father|tenant|landlord|student|wheelchair|gp|paramedic|retired|single|
business|shop|care|social|therapist|counsellor, last week|month|monday|tuesday|wednesday|thursday|friday|
saturday|sunday|night|winter|year|christmas|summer, yesterday, this morning, on monday|tuesday|wednesday|
thursday|friday|saturday|sunday i|we|my|last, the other day|night|week, last time i|we|my, for example, for
instance, twice last|this, # times
"""
_KINDS = """
    street road lane avenue crescent terrace estate close mews parade square bridge roundabout junction park green
    common station hospital surgery library school academy college infirmary museum market wharf quay recreation
    """
_SMALL = """
    every each any another same other main own one two three whole busy quiet nearest local next last this that these
    those back side new old our your their his her its my a an the no some railway train bus coach primary secondary
    grammar middle nursery infant public state private to at of from for by and or in on with after before during
    special medical night summer drama music art law business boarding local which what whose children childrens
    """
STREET_KINDS = frozenset(_KINDS.split())
NOT_PLACES = frozenset(_SMALL.split())
NEARBY = """
near|outside|opposite|behind|beside the|my|our school|station|park|hospital|library|church|mosque|shops|
surgery|river|canal|bridge|estate|roundabout|junction|market|bus|playground|pond|cinema|pub|post, corner
of, junction of, top|bottom|end of the|our|my road|street|hill|lane|estate, town centre, city centre, village
hall, village green, our street|road|estate|village
"""
