package org.zhike.identity.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.identity.Actor;
import org.zhike.identity.Tokens;

/** The caller's own tokens over HTTP. */
@RestController
@RequestMapping("/api/tokens")
class TokenResource {

    private final Tokens tokens;

    TokenResource(Tokens tokens) {
        this.tokens = tokens;
    }

    record Wish(@Nullable String label) {}

    @GetMapping
    List<Tokens.Token> own(Actor actor) {
        return tokens.own(actor);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Tokens.NewToken create(Actor actor, @RequestBody Wish wish) {
        return tokens.create(actor, wish.label());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Actor actor, @PathVariable long id) {
        tokens.delete(actor, id);
    }
}
