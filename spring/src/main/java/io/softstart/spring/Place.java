package io.softstart.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Where a property comes from, in words; never its value. */
final class Place {
  private Place() {}

  static String of(ConfigurationProperty property) {
    Origin origin = property.getOrigin();
    if (origin instanceof SystemEnvironmentOrigin variable) {
      return "environment variable " + variable.getProperty();
    }
    String name = property.getName().toString();
    return property.getSource().getUnderlyingSource() instanceof PropertySource<?> source
        ? of(source, name, origin)
        : name;
  }

  static String of(NamesSet.Name name) {
    return of(name.source(), name.text(), OriginLookup.getOrigin(name.source(), name.text()));
  }

  private static String of(PropertySource<?> source, String name, @Nullable Origin origin) {
    if (source instanceof SystemEnvironmentPropertySource) {
      return "environment variable " + name;
    }
    if (source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
      return "system property " + name;
    }
    if (source instanceof CommandLinePropertySource) {
      return "command line --" + name;
    }
    Origin exact = origin instanceof PropertySourceOrigin wrapped ? wrapped.getOrigin() : origin;
    return name + " in " + (exact == null ? source.getName() : exact);
  }
}
