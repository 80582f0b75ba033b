package io.softstart.agent.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationTest {
  @ParameterizedTest
  @CsvSource({
    "com.example.Orders --port 1, a.jar:b.jar, Orders",
    "/opt/orders-1.jar x, /opt/orders-1.jar, orders-1",
    "orders/com.example.Orders, '', Orders",
    "jdk.compiler/com.sun.tools.javac.launcher.Main Foo.java x, '', Foo",
    "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher src/Foo.java, '', Foo",
    "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher /bin/tool.sh a, '', tool",
    "'', '', application"
  })
  void isNamedByItsJarOrMainClass(String command, String classPath, String name) {
    assertThat(new Application(command, classPath).name()).isEqualTo(name);
  }
}
