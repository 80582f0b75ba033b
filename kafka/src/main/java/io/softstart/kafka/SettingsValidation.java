package io.softstart.kafka;

import java.util.Map;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Lets Kafka check a client's settings without a client, a connection or 90 lines in the log: what
 * is wrong in this process is to fail at once, also while the brokers are down.
 */
final class SettingsValidation extends AdminClientConfig {
  private static final boolean LOGGED = false;

  private SettingsValidation(Map<String, Object> settings) {
    super(settings, LOGGED);
  }

  /** Throws what the client's constructor would throw: values, login module, key stores. */
  static void check(ClientSettings settings) {
    SettingsValidation config = new SettingsValidation(settings.forClient());
    if (settings.logsIn() || settings.talksTls()) {
      try {
        ClientUtils.createChannelBuilder(config, Time.SYSTEM, new LogContext()).close();
      } catch (LinkageError moved) {
        return; // no public class of Kafka's; the client itself will tell, later
      }
    }
  }
}
