package io.softstart.spring;

/** Who runs a {@code SpringApplication}, by the stack: Spring Boot has no better way to tell. */
enum CallSite {
  /** A {@code main}, or what stands for it. */
  MAIN,
  /** The builder of a child, for its parent: another application follows. */
  BUILDER_OF_CHILD,
  /** A servlet container, whose process it is. */
  CONTAINER,
  /** A test. */
  TEST,
  /** Ahead-of-time processing, which builds no beans and must need no server. */
  AOT;

  private static final String BUILDER = "org.springframework.boot.builder.SpringApplicationBuilder";
  private static final String SERVLET = ".SpringBootServletInitializer";
  private static final String[] TESTS = {
    "org.springframework.boot.test.",
    "org.springframework.test.",
    "org.junit.platform.",
    "org.junit.runners.",
    "org.testng.",
    "cucumber.runtime.",
    "io.cucumber."
  };

  /** {@return who called} */
  static CallSite here() {
    if (Boolean.getBoolean("spring.aot.processing")) {
      return AOT;
    }
    int builders = 0;
    CallSite site = MAIN;
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      String type = frame.getClassName();
      if (isTest(type)) {
        return TEST;
      }
      if (type.endsWith(SERVLET)) {
        site = CONTAINER;
      }
      if (type.equals(BUILDER) && frame.getMethodName().equals("run")) {
        builders++;
      }
    }
    return site == MAIN && builders > 1 ? BUILDER_OF_CHILD : site;
  }

  private static boolean isTest(String type) {
    for (String prefix : TESTS) {
      if (type.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
