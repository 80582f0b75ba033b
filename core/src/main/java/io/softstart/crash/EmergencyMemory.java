package io.softstart.crash;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Room that is kept for the report of its want, until the application is ready: half a megabyte of
 * heap, half a one of metaspace, which a class has that consists of nothing but code, and a quarter
 * of one of the space for compressed classes, which the classes of arrays have. To forget this is
 * to give the room back: the JVM collects what is forgotten before it runs out again.
 */
final class EmergencyMemory extends ClassLoader implements Runnable {
  private static final int HEAP = 1 << 19;
  private static final int METHODS = 8;
  private static final int CODE = 1 << 15;
  private static final int CLASSES = 16;

  /** A class each, of half a kilobyte; eight times as many at once would take 20 ms. */
  private static final int DIMENSIONS = 31;

  @SuppressWarnings("UnusedVariable") // it is there to be forgotten
  private volatile byte @Nullable [] heap = new byte[HEAP];

  private EmergencyMemory() {
    super(null);
  }

  /** {@return the room} That of the metaspace takes 3 ms, which a thread of its own has. */
  static EmergencyMemory keep() {
    EmergencyMemory reserve = new EmergencyMemory();
    try {
      Thread thread = new Thread(null, reserve, "softstart-reserve", 0, false);
      thread.setDaemon(true);
      thread.start();
    } catch (OutOfMemoryError noThread) {
      // then the least of the last words would have to do
    }
    return reserve;
  }

  /** The thread that makes the room holds this as long as it runs, but not the heap then. */
  void giveUp() {
    heap = null;
  }

  @Override
  public void run() {
    try {
      for (int i = 0; i < CLASSES; i++) {
        Class<?> room = define("Room" + i, i == 0 ? METHODS : 0);
        Array.newInstance(room, new int[DIMENSIONS]);
      }
    } catch (OutOfMemoryError full) {
      // there is no more room to be kept
    }
  }

  /** A class file by hand (JVMS 4.1). Its methods do nothing 32,767 times and return. */
  private Class<?> define(String name, int methods) {
    ByteBuffer file = ByteBuffer.allocate(methods * (CODE + 32) + 256);
    file.putInt(0xCAFEBABE).putInt(52); // the format of Java 8
    file.putShort((short) (methods + 7)); // constants, and one more
    utf8(file, name).put((byte) 7).putShort((short) 1);
    utf8(file, "java/lang/Object").put((byte) 7).putShort((short) 3);
    utf8(utf8(file, "Code"), "()V");
    for (int i = 0; i < methods; i++) {
      utf8(file, "room" + i);
    }
    // public abstract, this, its superclass; no interfaces and no fields
    file.putShort((short) 0x0401).putShort((short) 2).putShort((short) 4).putInt(0);
    file.putShort((short) methods);
    for (int i = 0; i < methods; i++) { // public static, with one attribute: its code
      file.putShort((short) 0x0009).putShort((short) (7 + i)).putShort((short) 6);
      file.putShort((short) 1).putShort((short) 5).putInt(CODE + 12).putInt(0).putInt(CODE);
      file.position(file.position() + CODE - 1);
      file.put((byte) 0xB1).putInt(0);
    }
    file.putShort((short) 0);
    return defineClass(null, file.array(), 0, file.position());
  }

  private static ByteBuffer utf8(ByteBuffer file, String ascii) {
    file.put((byte) 1).putShort((short) ascii.length());
    return file.put(ascii.getBytes(StandardCharsets.US_ASCII));
  }
}
