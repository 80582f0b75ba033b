package io.softstart.spring;

import io.softstart.gate.AnyGate;
import io.softstart.gate.Gate;
import io.softstart.net.ServiceUrl;
import io.softstart.probe.HttpProbe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Gates for what Spring Security reads by HTTP at the start: the metadata of OpenID issuers that
 * clients log in at, and of SAML's identity providers. Any answer will do: what it says is for
 * Spring Security to judge.
 */
final class MetadataGates {
  /** Any, but for those of a proxy whose server is not there. */
  static final int[] ANSWERS =
      IntStream.range(200, 600).filter(status -> status < 502 || status > 504).toArray();

  static final String ISSUER = "issuer-";
  static final String SAML = "saml2-";

  /** Who reads them. */
  static final List<String> OF_ISSUERS =
      List.of(
          "org.springframework.security.oauth2.client.registration.ClientRegistrationRepository",
          "org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository");

  static final List<String> OF_SAML =
      List.of(
          "org.springframework.security.saml2.provider.service.registration"
              + ".RelyingPartyRegistrationRepository");

  private static final String CLIENT = "spring.security.oauth2.client.";
  private static final String PARTIES = "spring.security.saml2.relyingparty.registration";

  /** The beginnings of the properties. */
  static final String BEGINNINGS = CLIENT + "provider, " + PARTIES;

  private MetadataGates() {}

  static List<AnyGate<?>> from(Environment environment, SaidOfGates said) {
    List<AnyGate<?>> gates = new ArrayList<>();
    for (Map.Entry<String, String> named : urls(environment).entrySet()) {
      String url = named.getValue();
      if (url.startsWith("http") && !GateSwitches.isOff(named.getKey(), environment)) {
        HttpProbe probe = HttpProbe.get(ServiceUrl.of(url)).status(ANSWERS);
        gates.add(said.derived(Gate.of(named.getKey(), probe)));
      }
    }
    return gates;
  }

  /** {@return what is read, by the names of the gates} */
  static Map<String, String> urls(Environment environment) {
    Map<String, String> urls = new LinkedHashMap<>();
    if (OnClassPath.are(OF_ISSUERS.subList(0, 1))) {
      for (String registration : below(environment, CLIENT + "registration")) {
        String other = text(environment, CLIENT + "registration", registration, "provider");
        String provider = other == null ? registration : other;
        String issuer = text(environment, CLIENT + "provider", provider, "issuer-uri");
        if (issuer != null) {
          String end = issuer.endsWith("/") ? "" : "/";
          String document = issuer.strip() + end + ".well-known/openid-configuration";
          urls.put(ISSUER + GateName.of(provider), document);
        }
      }
    }
    if (OnClassPath.are(OF_SAML)) {
      for (String party : below(environment, PARTIES)) {
        String metadata = text(environment, PARTIES, party, "assertingparty.metadata-uri");
        if (metadata != null) {
          urls.put(SAML + GateName.of(party), metadata.strip());
        }
      }
    }
    return urls;
  }

  private static Set<String> below(Environment environment, String prefix) {
    return Binder.get(environment)
        .bind(prefix, Bindable.mapOf(String.class, Object.class))
        .orElse(Map.of())
        .keySet();
  }

  private static @Nullable String text(
      Environment environment, String prefix, String name, String property) {
    String key = prefix + "." + name + "." + property; // a name may have any letters
    return Bound.text(environment, ConfigurationPropertyName.adapt(key, '.'));
  }
}
