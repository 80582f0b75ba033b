select sleep(8);
