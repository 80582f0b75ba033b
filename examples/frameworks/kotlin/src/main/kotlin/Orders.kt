import com.sun.net.httpserver.HttpServer
import io.softstart.Startup
import io.softstart.config.ConfigReader
import io.softstart.config.Secret
import io.softstart.gate.Gate
import io.softstart.jdbc.JdbcProbe
import io.softstart.net.ServiceUrl
import java.net.InetSocketAddress
import javax.sql.DataSource

class Config(val dbUrl: ServiceUrl, val dbUser: String, val dbPassword: Secret, val port: Int)

fun read(env: ConfigReader) =
  Config(
    env.jdbcUrl("ORDERS_DB_URL").describe("where the orders are kept").required(),
    env.string("ORDERS_DB_USER").describe("the database user").orElse("orders"),
    env.secret("ORDERS_DB_PASSWORD").describe("the user's password").required(),
    env.integer("ORDERS_HTTP_PORT").between(0, 65_535).orElse(8080),
  )

fun main(args: Array<String>) {
  val startup = Startup.begin("orders-kotlin", *args)
  val config = startup.configure(::read)
  val db = Gate.of("db", JdbcProbe.pool(config.dbUrl, config.dbUser, config.dbPassword))
  val open = startup.await(db)
  startup.run { serve(config, open.get(db)) }
}

private fun serve(config: Config, db: DataSource) {
  val http = HttpServer.create(InetSocketAddress(config.port), 0)
  http.createContext("/orders") { exchange ->
    val answer =
      db.connection.use { connection ->
        connection.createStatement().executeQuery("SELECT 'no orders yet'").use { rows ->
          rows.next()
          rows.getString(1).toByteArray()
        }
      }
    exchange.sendResponseHeaders(200, answer.size.toLong())
    exchange.responseBody.use { it.write(answer) }
  }
  http.start()
}
