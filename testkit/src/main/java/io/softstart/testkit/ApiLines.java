package io.softstart.testkit;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One type of a public API as lines: its head, then its members, indented and sorted. */
final class ApiLines {
  private ApiLines() {}

  static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return isVisible(type.getModifiers())
        && (outer == null ? type.getEnclosingClass() == null : isVisible(outer));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  static List<String> of(Class<?> type) {
    TreeSet<String> members = new TreeSet<>();
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isApi(constructor)) {
        members.add(modifiers(constructor) + "new" + signature(constructor));
      }
    }
    // What a hidden superclass declares is called through the visible one.
    for (Class<?> from = type; from != null; from = hiddenSuperclass(from)) {
      for (Field field : from.getDeclaredFields()) {
        if (isApi(field)) {
          String declared = show(field.getAnnotatedType()) + " " + field.getName();
          members.add(modifiers(field) + declared + constant(field));
        }
      }
      for (Method method : from.getDeclaredMethods()) {
        if (isApi(method) && !isObjects(method)) {
          String returned = variables(method.getTypeParameters(), " ");
          returned += show(method.getAnnotatedReturnType()) + " ";
          String kind = method.isDefault() ? "default " : "";
          members.add(modifiers(method) + kind + returned + method.getName() + signature(method));
        }
      }
    }
    List<String> lines = new ArrayList<>(List.of(head(type)));
    members.forEach(member -> lines.add("  " + member));
    return lines;
  }

  private static String head(Class<?> type) {
    boolean plain = !type.isEnum() && !type.isRecord() && !type.isInterface();
    String kind = type.isEnum() ? "enum " : type.isRecord() ? "record " : "class ";
    kind = type.isAnnotation() ? "@interface " : type.isInterface() ? "interface " : kind;
    int shown = Modifier.PUBLIC | Modifier.PROTECTED;
    shown |= plain ? Modifier.FINAL | Modifier.ABSTRACT : 0;
    String head = Modifier.toString(type.getModifiers() & shown) + " ";
    head += (type.isSealed() && !type.isEnum() ? "sealed " : "") + kind + type.getCanonicalName();
    head += variables(type.getTypeParameters(), "");
    if (type.isRecord()) {
      head +=
          Arrays.stream(type.getRecordComponents())
              .map(part -> show(part.getAnnotatedType()) + " " + part.getName())
              .collect(joining(", ", "(", ")"));
    }
    if (plain && type.getSuperclass() != Object.class) {
      head += " extends " + show(type.getAnnotatedSuperclass());
    }
    AnnotatedType[] interfaces = type.isAnnotation() ? none() : type.getAnnotatedInterfaces();
    return head + list(type.isInterface() ? " extends " : " implements ", interfaces);
  }

  private static boolean isApi(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }

  private static @Nullable Class<?> hiddenSuperclass(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return parent == null || isVisible(parent) ? null : parent;
  }

  private static boolean isObjects(Method method) {
    return switch (method.getName()) {
      case "toString", "hashCode" -> method.getParameterCount() == 0;
      case "equals" -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Object.class});
      default -> false;
    };
  }

  private static String modifiers(Member member) {
    int shown = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC;
    shown |= Modifier.FINAL | Modifier.ABSTRACT;
    return Modifier.toString(member.getModifiers() & shown) + " ";
  }

  private static String constant(Field field) {
    int both = Modifier.STATIC | Modifier.FINAL;
    boolean simple = field.getType().isPrimitive() || field.getType() == String.class;
    if (!simple || (field.getModifiers() & both) != both) {
      return "";
    }
    try {
      return " = " + field.get(null);
    } catch (IllegalAccessException e) {
      return ""; // protected: its value is seen by subclasses only
    }
  }

  private static String signature(Executable executable) {
    AnnotatedType[] types = executable.getAnnotatedParameterTypes();
    Parameter[] parameters = executable.getParameters();
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      String type = show(types[i]);
      shown.add(parameters[i].isVarArgs() ? type.substring(0, type.length() - 2) + "..." : type);
    }
    return "("
        + String.join(", ", shown)
        + ")"
        + list(" throws ", executable.getAnnotatedExceptionTypes());
  }

  private static String variables(TypeVariable<?>[] variables, String suffix) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(
                variable -> variable.getName() + bounds(" extends ", variable.getAnnotatedBounds()))
            .collect(joining(", ", "<", ">" + suffix));
  }

  /** {@code Object} says nothing, unless it is nullable. */
  private static String bounds(String prefix, AnnotatedType[] bounds) {
    String shown = list(prefix, bounds).replace(", ", " & ");
    return shown.equals(" extends Object") ? "" : shown;
  }

  private static String list(String prefix, AnnotatedType[] types) {
    return types.length == 0
        ? ""
        : Arrays.stream(types).map(ApiLines::show).collect(joining(", ", prefix, ""));
  }

  private static AnnotatedType[] none() {
    return new AnnotatedType[0];
  }

  private static String show(AnnotatedType type) {
    String nullable =
        Arrays.stream(type.getAnnotations())
            .map(annotation -> "@" + annotation.annotationType().getSimpleName() + " ")
            .sorted()
            .collect(joining());
    if (type instanceof AnnotatedArrayType array) {
      String brackets = nullable.isEmpty() ? "[]" : " " + nullable + "[]";
      return show(array.getAnnotatedGenericComponentType()) + brackets;
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      String lower = bounds(" super ", wildcard.getAnnotatedLowerBounds());
      return "?"
          + (lower.isEmpty() ? bounds(" extends ", wildcard.getAnnotatedUpperBounds()) : lower);
    }
    if (type instanceof AnnotatedParameterizedType generic) {
      Type raw = ((ParameterizedType) type.getType()).getRawType();
      String arguments = list("", generic.getAnnotatedActualTypeArguments());
      return nullable + name(raw) + "<" + arguments + ">";
    }
    return nullable + name(type.getType());
  }

  private static String name(Type type) {
    String name = type.getTypeName().replace('$', '.');
    return name.matches("java\\.lang\\.[A-Z]\\w*") ? name.substring(10) : name;
  }
}
