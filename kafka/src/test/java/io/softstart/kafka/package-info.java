/** Tests of the Kafka module, on real brokers wherever one can stage the case. */
@org.jspecify.annotations.NullMarked
package io.softstart.kafka;
