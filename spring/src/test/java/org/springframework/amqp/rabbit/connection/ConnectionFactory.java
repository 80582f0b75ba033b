package org.springframework.amqp.rabbit.connection;

/** Stands for that of spring-rabbit, of which only the name is known here. */
public interface ConnectionFactory {}
