-- Run once, when the volume is new. Tables are not made here: the migrate service makes and changes them.

-- For people and tools that only look.
CREATE ROLE scribe_reader NOLOGIN;
GRANT pg_read_all_data TO scribe_reader;

ALTER DATABASE :"DBNAME" SET timezone TO 'UTC';
