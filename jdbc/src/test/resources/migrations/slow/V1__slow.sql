select pg_sleep(8);
