package io.softstart.spring;

import java.util.List;
import org.apache.commons.logging.LogFactory;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Finds the application's own clients as they are made. There are two of it: the first is active at
 * once, for beans that are made early; the last stands behind all other post-processors and sees
 * what they have made of a bean. (One instance in both places makes Spring warn of every bean.)
 */
final class OwnClients {
  private static final String LAST = "softstartOwnClients";

  private OwnClients() {}

  /** A way to get at clients of one kind. Must not throw. */
  interface Hook {
    void see(String name, Object bean);

    /** Sees a bean that has its properties, and does not work yet. */
    default void before(String name, Object bean) {}
  }

  /** Registers both; called when all bean definitions are known, and before there is any bean. */
  static void watch(ConfigurableListableBeanFactory beans, List<Hook> hooks) {
    Last last = new Last(hooks);
    beans.addBeanPostProcessor(new First(hooks, beans, last));
    beans.registerSingleton(LAST, last);
  }

  private static void see(List<Hook> hooks, Object bean, String name, boolean made) {
    if (bean instanceof ScopedObject) {
      return; // its targets come by themselves
    }
    for (Hook hook : hooks) {
      try {
        see(hook, bean, name, made);
      } catch (Throwable broken) { // errors of the bean's too: the application starts without us
        LogFactory.getLog("io.softstart")
            .debug("the bean " + name + " cannot be waited for", broken);
      }
    }
  }

  private static void see(Hook hook, Object bean, String name, boolean made) {
    if (made) {
      hook.see(name, bean);
    } else {
      hook.before(name, bean);
    }
  }

  /** Steps aside as soon as the last is there. */
  private record First(List<Hook> hooks, ConfigurableListableBeanFactory beans, Last last)
      implements BeanPostProcessor {
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
      if (!last.active) {
        see(hooks, bean, name, false);
      }
      return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      if (!last.active) {
        see(hooks, bean, name, true);
      }
      return bean;
    }
  }

  /** Is registered behind all others, as Spring's internal ones are. */
  private static final class Last implements MergedBeanDefinitionPostProcessor {
    private final List<Hook> hooks;
    private volatile boolean active;

    Last(List<Hook> hooks) {
      this.hooks = hooks;
    }

    @Override
    public void postProcessMergedBeanDefinition(
        RootBeanDefinition definition, Class<?> type, String name) {
      active = true;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
      see(hooks, bean, name, false);
      return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      active = true;
      see(hooks, bean, name, true);
      return bean;
    }
  }
}
