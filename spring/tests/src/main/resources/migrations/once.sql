--liquibase formatted sql
--changeset me:1
create table migrated_once (id int);
--changeset me:2
select pg_sleep(6);
