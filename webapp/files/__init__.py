"""Files: uploads and downloads in the database, in chunks, so that one backup holds everything."""
