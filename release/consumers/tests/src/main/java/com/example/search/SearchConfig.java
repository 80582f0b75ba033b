package com.example.search;

import io.softstart.config.ConfigReader;
import io.softstart.config.Secret;
import io.softstart.net.ServiceUrl;

record SearchConfig(ServiceUrl url, Secret token) {
  static SearchConfig read(ConfigReader env) {
    return new SearchConfig(
        env.url("SEARCH_URL").describe("where the index is").required(),
        env.secret("SEARCH_TOKEN").minLength(8).required());
  }
}
