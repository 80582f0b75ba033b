CREATE TABLE orders (
  id serial PRIMARY KEY,
  item varchar(1000) NOT NULL,
  placed timestamptz NOT NULL
);
