/** Gates for Kafka. */
@NullMarked
package io.softstart.kafka;

import org.jspecify.annotations.NullMarked;
