package io.softstart.redis;

import io.softstart.client.ClassPreloader;

/**
 * What a client will need: of its 1,400 classes those that bring most of the others, most of them
 * Netty's.
 */
final class ClientWarmUp {
  static final ClassPreloader ONCE =
      new ClassPreloader(
          ClientWarmUp.class,
          "io.lettuce.core.RedisURI",
          "io.lettuce.core.RedisClient",
          "io.lettuce.core.ClientOptions",
          "io.lettuce.core.StatefulRedisConnectionImpl",
          "io.lettuce.core.ConnectionBuilder",
          "io.lettuce.core.resource.DefaultClientResources",
          "io.lettuce.core.resource.DefaultEventLoopGroupProvider",
          "io.lettuce.core.RedisHandshake",
          "io.lettuce.core.RedisAsyncCommandsImpl",
          "io.lettuce.core.protocol.CommandHandler",
          "io.lettuce.core.protocol.CommandEncoder",
          "io.lettuce.core.protocol.RedisHandshakeHandler",
          "io.lettuce.core.protocol.ConnectionWatchdog",
          "io.lettuce.core.protocol.RedisStateMachine",
          "io.lettuce.core.protocol.DefaultEndpoint",
          "io.lettuce.core.output.StatusOutput",
          "io.netty.bootstrap.Bootstrap",
          "io.netty.buffer.PooledByteBufAllocator",
          "io.netty.channel.MultiThreadIoEventLoopGroup",
          "io.netty.channel.DefaultChannelPipeline",
          "io.netty.channel.nio.NioIoHandler",
          "io.netty.channel.socket.nio.NioSocketChannel",
          "io.netty.resolver.dns.DnsNameResolver",
          "io.netty.resolver.dns.DnsAddressResolverGroup",
          "io.netty.util.HashedWheelTimer",
          "io.netty.util.concurrent.DefaultEventExecutorGroup",
          "io.netty.util.concurrent.GlobalEventExecutor",
          "reactor.core.publisher.Mono",
          "reactor.core.publisher.Flux");

  private ClientWarmUp() {}
}
