package io.softstart.config;

/** The bounds of a secret's length. */
final class SecretLength implements ValueRule<Secret> {
  private final Length length =
      new Length("make a longer one, for example with: openssl rand -hex 32");

  void min(int bound) {
    length.min(bound);
  }

  @Override
  public String inWords() {
    return length.inWords();
  }

  @Override
  public void refuse(Secret candidate) throws BadValue {
    length.refuse(candidate.reveal());
  }

  /** Not through {@link Secret#of}: a stand-in is no secret, and must not be masked everywhere. */
  @Override
  public Secret lowest() {
    return new Secret(length.lowest());
  }
}
