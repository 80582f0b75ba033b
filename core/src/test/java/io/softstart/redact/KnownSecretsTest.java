package io.softstart.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** "Rotated passwords pile up in the redactor for the life of the process". */
class KnownSecretsTest {
  private final KnownSecrets known = new KnownSecrets();
  private final Random random = new Random(7);

  /** Like those of RDS IAM: a signed URL. */
  private String token() {
    StringBuilder token = new StringBuilder("db.eu-1.rds.amazonaws.com:5432/?Action=connect");
    while (token.length() < 1_335) {
      token
          .append("&X-Amz-")
          .append(random.nextInt(1_000))
          .append("=%2F")
          .append(random.nextLong());
    }
    return token.substring(0, 1_335);
  }

  @Test
  void rotatedPasswordsDoNotPileUpThoughNobodyPrints() {
    for (int i = 0; i < 10_000; i++) {
      known.add(token());
      assertThat(known.characters()).isLessThanOrEqualTo(KnownSecrets.MOST_CHARACTERS);
    }
  }

  @Test
  void doubledQuotesAndEntitiesOfPairsAreSeenThrough() {
    known.add("a'b\"c9");
    known.add("x\uD83D\uDE00smile");
    assertThat(known.mask("a'b\"\"c9 a''b\"c9", 8_000)).isEqualTo("*** ***");
    assertThat(known.mask("x&#128512;smile x&#x1F600;smile", 8_000)).isEqualTo("*** ***");
    assertThat(known.mask("x&#128513;smile", 8_000)).isEqualTo("x&#128513;smile");
  }

  @Test
  void aHundredTokensAreRemembered() {
    String first = token();
    known.add(first);
    for (int i = 0; i < 100; i++) {
      known.add(token());
    }
    assertThat(known.mask("is " + first, 8_000)).isEqualTo("is ***");
  }

  @Test
  void ofASupplierTheLastThreeAreRemembered() {
    Object supplier = new Object();
    known.add("declared-once");
    for (int i = 0; i < 10_000; i++) {
      known.add(supplier, "rotated-" + i + ".");
    }
    assertThat(known.mask("rotated-9999. rotated-9997. rotated-9996. declared-once", 8_000))
        .isEqualTo("*** *** rotated-9996. ***");
    assertThat(known.characters()).isLessThan(500);
  }

  @Test
  void whatTwoSuppliersReturnIsNotForgottenWithOne() {
    Object one = new Object();
    known.add(one, "shared-by-two");
    Object other = new Object();
    known.add(other, "shared-by-two");
    for (int i = 0; i < 5; i++) {
      known.add(one, "rotated-" + i + ".");
    }
    assertThat(known.mask("shared-by-two", 8_000)).isEqualTo("***");
    assertThat(other).isNotNull(); // reachable until here
  }

  @Test
  void aSupplierIsNotAskedWhetherItEqualsAnother() {
    record Supplier(Object inner) {}
    Object angry =
        new Object() {
          @Override
          public int hashCode() {
            throw new IllegalStateException("asked for its hash");
          }
        };
    known.add(new Supplier(angry), "first-secret");
    assertThat(known.mask("first-secret", 100)).isEqualTo("***");
  }

  @Test
  void fiveHundredSecretsAreRemembered() {
    for (int i = 0; i < 500; i++) {
      known.add("Base64+/Secret/+Number" + i + "/==");
    }
    assertThat(known.mask("is Base64+/Secret/+Number0/==", 8_000)).isEqualTo("is ***");
  }

  @Test
  void aVeryLongSecretIsKnownInParts() {
    String secret = token() + token() + token() + token();
    known.add(secret);
    assertThat(known.mask("is " + secret + ".", 8_000)).isEqualTo("is *********.");
  }

  @Test
  void overlappingSecretsLeaveNothingOver() {
    known.add("left-middle");
    known.add("middle-right");
    assertThat(known.mask("a left-middle-right b", 8_000)).isEqualTo("a *** b");
  }
}
