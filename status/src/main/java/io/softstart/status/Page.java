package io.softstart.status;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The page for people: one file, whose style and script are the only ones that may run in it. */
final class Page {
  private Page() {}

  static Response load() {
    try (InputStream file = Page.class.getResourceAsStream("page.html")) {
      if (file == null) {
        return Response.text("404 Not Found", "the page is missing in this jar; see /status");
      }
      String html = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      String policy =
          "Content-Security-Policy: default-src 'none'; connect-src 'self'; img-src data:"
              + "; style-src "
              + hashOf(html, "style")
              + "; script-src "
              + hashOf(html, "script")
              + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
              + "Referrer-Policy: no-referrer\r\n";
      return new Response("200 OK", "text/html; charset=utf-8", html, policy);
    } catch (IOException | NoSuchAlgorithmException broken) {
      return Response.text("404 Not Found", "the page cannot be read; see /status");
    }
  }

  private static String hashOf(String html, String element) throws NoSuchAlgorithmException {
    int from = html.indexOf("<" + element + ">") + element.length() + 2;
    String content = html.substring(from, html.indexOf("</" + element + ">", from));
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }
}
