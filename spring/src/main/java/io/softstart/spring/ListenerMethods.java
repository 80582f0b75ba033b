package io.softstart.spring;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.type.MethodMetadata;

/** The methods of beans that have an annotation, by what is known before there are any beans. */
final class ListenerMethods {
  private ListenerMethods() {}

  static List<MethodMetadata> of(String annotation, ConfigurableListableBeanFactory beans) {
    List<MethodMetadata> methods = new ArrayList<>();
    for (String name : beans.getBeanDefinitionNames()) {
      BeanDefinition bean = beans.getBeanDefinition(name);
      if (bean instanceof AnnotatedBeanDefinition annotated
          && annotated.getFactoryMethodMetadata() == null) {
        methods.addAll(annotated.getMetadata().getAnnotatedMethods(annotation));
      }
    }
    return methods;
  }
}
