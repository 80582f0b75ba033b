package io.softstart.spring.apps.field;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** Applications with a database, as people have them; {@code field.case} chooses among them. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class DatabaseApplication {
  private static final String CASE = "field.case";

  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(DatabaseApplication.class);
    if ("decrypting".equals(System.getProperty(CASE))) {
      application.addInitializers(
          context ->
              context
                  .getEnvironment()
                  .getPropertySources()
                  .addFirst(
                      new MapPropertySource(
                          "decrypted", Map.of("spring.datasource.password", Secrets.password()))));
    }
    if ("details".equals(System.getProperty(CASE))) {
      application.addInitializers(context -> Details.register((GenericApplicationContext) context));
    }
    application.run(args);
  }

  /** Asks the database when all is up, if there is one. */
  @Bean
  @ConditionalOnProperty(name = "field.asks", matchIfMissing = true)
  ApplicationRunner use(ObjectProvider<JdbcTemplate> jdbc) {
    return args -> {
      JdbcTemplate template = jdbc.getIfAvailable();
      System.out.println(
          "USED "
              + (template == null ? "nothing" : template.queryForObject("SELECT 1", int.class)));
    };
  }

  /** A tenant's pool, with the settings of the first but for its place. */
  @Bean
  @ConditionalOnProperty(name = CASE, havingValue = "copies")
  ApplicationRunner copy(DataSource source) {
    return args -> {
      HikariConfig settings = new HikariConfig();
      ((HikariDataSource) source).copyStateTo(settings);
      settings.setJdbcUrl("jdbc:h2:mem:tenant");
      settings.setDriverClassName("org.h2.Driver");
      try (HikariDataSource tenant = new HikariDataSource(settings);
          Connection connection = tenant.getConnection()) {
        System.out.println("TENANT " + connection.getMetaData().getURL());
      }
    };
  }

  /** Cannot be made without its database, as with JPA, Flyway and many others. */
  @Configuration
  @ConditionalOnProperty("field.eager")
  static class Eager {
    @Bean
    String eager(JdbcTemplate jdbc) {
      return String.valueOf(jdbc.queryForObject("SELECT 1", int.class));
    }
  }

  /** The password is no property. */
  @Configuration
  @ConditionalOnProperty(name = CASE, havingValue = "own-bean")
  static class OwnBean {
    @Bean
    DataSource dataSource(Environment environment) {
      HikariDataSource pool =
          DataSourceBuilder.create()
              .type(HikariDataSource.class)
              .url(environment.getRequiredProperty("spring.datasource.url"))
              .username(environment.getRequiredProperty("spring.datasource.username"))
              .build();
      pool.setPassword(Secrets.password());
      return pool;
    }
  }

  /** As jasypt does: values are decrypted when the bean definitions are known. */
  @Configuration
  @ConditionalOnProperty(name = CASE, havingValue = "decrypting-late")
  static class DecryptingLate {
    @Bean
    static BeanFactoryPostProcessor decrypting(ConfigurableEnvironment environment) {
      return beans ->
          environment
              .getPropertySources()
              .addFirst(
                  new MapPropertySource(
                      "decrypted", Map.of("spring.datasource.password", Secrets.password())));
    }
  }

  /** Two that no property of Spring Boot's names. */
  @Configuration
  @ConditionalOnProperty(name = CASE, havingValue = "hand-made")
  static class HandMade {
    @Bean
    DataSource primary(Environment environment) {
      return DataSourceBuilder.create()
          .type(HikariDataSource.class)
          .url(environment.getRequiredProperty("field.url"))
          .username(environment.getRequiredProperty("field.username"))
          .password(Secrets.password())
          .build();
    }
  }

  /** A class of the application's own. */
  @Configuration
  @ConditionalOnProperty(name = CASE, havingValue = "own-source")
  static class OwnSource {
    @Bean
    DataSource mine(Environment environment) {
      return new AbstractDataSource() {
        @Override
        public Connection getConnection() throws SQLException {
          return getConnection(
              environment.getRequiredProperty("field.username"), Secrets.password());
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
          return DriverManager.getConnection(
              environment.getRequiredProperty("field.url"), user, password);
        }
      };
    }
  }

  /** Which connection is meant is known for each request only. */
  @Configuration
  @ConditionalOnProperty(name = CASE, havingValue = "tenants")
  static class Tenants {
    @Bean
    DataSource tenants() {
      return new AbstractDataSource() {
        @Override
        public Connection getConnection() {
          throw new IllegalStateException("no tenant");
        }

        @Override
        public Connection getConnection(String user, String password) {
          throw new IllegalStateException("no tenant");
        }
      };
    }
  }

  /** Routes to one that is there, and could to one that is not. */
  @Configuration
  @ConditionalOnProperty(name = CASE, havingValue = "routes")
  static class Routes {
    @Bean
    DataSource routes(Environment environment) {
      DataSource first = simple(environment, environment.getRequiredProperty("field.url"));
      DataSource spare = simple(environment, environment.getRequiredProperty("field.spare"));
      AbstractRoutingDataSource routes =
          new AbstractRoutingDataSource() {
            @Override
            protected Object determineCurrentLookupKey() {
              return "first";
            }
          };
      routes.setTargetDataSources(Map.of("first", first, "spare", spare));
      routes.setDefaultTargetDataSource(first);
      return routes;
    }

    private static DataSource simple(Environment environment, String url) {
      String user = environment.getRequiredProperty("field.username");
      return new DriverManagerDataSource(url, user, Secrets.password());
    }
  }

  /** Who may log in is known only when a later bean is made, which nothing tells. */
  @Configuration
  @ConditionalOnProperty(name = CASE, havingValue = "late-password")
  static class LatePassword {
    @Bean
    CountedSource reporting() {
      return new CountedSource(source -> source.password != null);
    }

    @Bean
    String refresher(CountedSource reporting) {
      reporting.password = "token";
      System.out.println("LOGINS " + reporting.logins);
      return "refreshed";
    }
  }

  /** Made early, for a post-processor, by a thread that makes beans until it is there. */
  @Configuration
  @ConditionalOnProperty(name = CASE, havingValue = "lazy-token")
  static class LazyToken {
    @Bean
    static BeanPostProcessor early(CountedSource reporting) {
      return new BeanPostProcessor() {};
    }

    @Bean
    static CountedSource reporting(@Qualifier("token") ObjectProvider<StringBuilder> tokens) {
      return new CountedSource(source -> tokens.getObject().isEmpty());
    }

    @Bean
    @Lazy
    static StringBuilder token() {
      return new StringBuilder();
    }
  }

  /** Starts its own server before anybody asks it. */
  @Configuration
  @ConditionalOnProperty(name = CASE, havingValue = "own-server")
  static class OwnServer {
    @Bean(initMethod = "start", destroyMethod = "stop")
    Server database(Environment environment) throws SQLException {
      return Server.createTcpServer(
          "-tcpPort", environment.getRequiredProperty("field.port"), "-tcpDaemon", "-ifNotExists");
    }

    @Bean
    @DependsOn("database")
    String asking(JdbcTemplate jdbc) {
      return String.valueOf(jdbc.queryForObject("SELECT 1", int.class));
    }
  }

  /** Fails by something that has nothing to do with its database. */
  @Configuration
  @ConditionalOnProperty(name = CASE, havingValue = "no-licence")
  static class NoLicence {
    @Bean
    String licence() {
      throw new IllegalStateException("no licence");
    }
  }
}
