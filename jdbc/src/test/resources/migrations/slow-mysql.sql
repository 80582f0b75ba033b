--liquibase formatted sql
--changeset me:1
create table liquibased (id int);
--changeset me:2
select sleep(8);
