package io.softstart.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * The beans that are being made at this moment, the innermost first as far as the starting thread's
 * stack tells. Asked only where a start takes long; takes no lock of the container.
 */
final class BeansInCreation implements Callable<String> {
  private static final int MOST = 5;

  private final ConfigurableListableBeanFactory beans;
  private final Thread starting = Thread.currentThread();

  BeansInCreation(ConfigurableListableBeanFactory beans) {
    this.beans = beans;
  }

  /** {@return {@code makes bean orders (for catalog)}; empty if none is made} */
  @Override
  public String call() {
    List<String> made = new ArrayList<>();
    for (String name : beans.getBeanDefinitionNames()) {
      if (made.size() < MOST && beans.isCurrentlyInCreation(name)) {
        made.add(name);
      }
    }
    if (made.isEmpty()) {
      return "";
    }
    String innermost = innermostOf(made);
    made.remove(innermost);
    return "makes bean "
        + innermost
        + (made.isEmpty() ? "" : " (with " + String.join(", ", made) + ")");
  }

  private String innermostOf(List<String> made) {
    for (StackTraceElement frame : starting.getStackTrace()) {
      for (String name : made) {
        if (isOf(frame, name)) {
          return name;
        }
      }
    }
    return made.get(made.size() - 1);
  }

  private boolean isOf(StackTraceElement frame, String name) {
    BeanDefinition bean = definition(name);
    if (bean == null) {
      return false;
    }
    String factory = bean.getFactoryMethodName();
    if (factory != null) {
      return frame.getMethodName().equals(factory);
    }
    return bean instanceof AbstractBeanDefinition known
        && frame.getClassName().equals(known.getBeanClassName());
  }

  private @Nullable BeanDefinition definition(String name) {
    try {
      return beans.getMergedBeanDefinition(name);
    } catch (NoSuchBeanDefinitionException removedMeanwhile) {
      return null;
    }
  }
}
