package io.softstart.crash;

/**
 * Room that is kept for the report of its want, until the application is ready: half a megabyte of
 * heap, and half a one of metaspace, which a class has that consists of nothing but code. To forget
 * this is to give the room back: the JVM collects what is forgotten before it runs out again.
 */
final class Reserve extends ClassLoader implements Runnable {
  private static final int HEAP = 1 << 19;
  private static final int METHODS = 8;
  private static final int CODE = 1 << 15;

  @SuppressWarnings("UnusedVariable") // it is there to be forgotten
  private final byte[] heap = new byte[HEAP];

  private Reserve() {
    super(null);
  }

  /** {@return the room} That of the metaspace takes 2 ms, which a thread of its own has. */
  static Reserve keep() {
    Reserve reserve = new Reserve();
    try {
      Thread thread = new Thread(null, reserve, "softstart-reserve", 0, false);
      thread.setDaemon(true);
      thread.start();
    } catch (OutOfMemoryError noThread) {
      // then the least of the last words would have to do
    }
    return reserve;
  }

  @Override
  public void run() {
    try {
      defineRoom();
    } catch (OutOfMemoryError full) {
      // there is no room to be kept
    }
  }

  /** A class file by hand (JVMS 4.1). Its methods do nothing 32,767 times and return. */
  private void defineRoom() {
    ClassFile file = new ClassFile(METHODS * (CODE + 32) + 1_024);
    file.u4(0xCAFEBABE).u4(52).u2(METHODS + 7); // the format of Java 8; constants, and one more
    file.utf8("io/softstart/crash/Room").u1(7).u2(1);
    file.utf8("java/lang/Object").u1(7).u2(3);
    file.utf8("Code").utf8("()V");
    for (int i = 0; i < METHODS; i++) {
      file.utf8(Integer.toString(i, Character.MAX_RADIX) + "_");
    }
    file.u2(0x0401).u2(2).u2(4).u4(0).u2(METHODS); // public abstract; no interfaces, no fields
    for (int i = 0; i < METHODS; i++) {
      file.u2(0x0009).u2(7 + i).u2(6).u2(1); // public static, with one attribute
      file.u2(5).u4(CODE + 12).u4(0).u4(CODE).skip(CODE - 1).u1(0xB1).u4(0);
    }
    file.u2(0);
    defineClass(null, file.bytes, 0, file.length);
  }

  /** Big-endian, as class files are. */
  private static final class ClassFile {
    final byte[] bytes;
    int length;

    ClassFile(int longest) {
      bytes = new byte[longest];
    }

    ClassFile u1(int value) {
      bytes[length++] = (byte) value;
      return this;
    }

    ClassFile u2(int value) {
      return u1(value >> 8).u1(value);
    }

    ClassFile u4(int value) {
      return u2(value >> 16).u2(value);
    }

    ClassFile utf8(String ascii) {
      u1(1).u2(ascii.length());
      for (int i = 0; i < ascii.length(); i++) {
        u1(ascii.charAt(i));
      }
      return this;
    }

    /** Zeros, which are instructions that do nothing. */
    ClassFile skip(int count) {
      length += count;
      return this;
    }
  }
}
