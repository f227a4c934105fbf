package org.zhike.identity.web;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.identity.Actor;
import org.zhike.identity.NewUser;
import org.zhike.identity.RowScopes;
import org.zhike.identity.User;
import org.zhike.identity.UserChange;
import org.zhike.identity.Users;

/** Users over HTTP, for administrators. */
@RestController
@RequestMapping("/api/users")
class UserResource {

    private final Users users;
    private final RowScopes scopes;

    UserResource(Users users, RowScopes scopes) {
        this.users = users;
        this.scopes = scopes;
    }

    @GetMapping
    List<User> all(Actor actor) {
        return users.all(actor);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    User create(Actor actor, @RequestBody NewUser user) {
        return users.create(actor, user);
    }

    @PatchMapping("/{id}")
    User change(Actor actor, @PathVariable long id, @RequestBody UserChange change) {
        return users.change(actor, id, change);
    }

    @GetMapping("/{id}/scopes")
    List<RowScopes.Rule> scopes(Actor actor, @PathVariable long id) {
        return scopes.of(actor, id);
    }

    @PutMapping("/{id}/scopes")
    List<RowScopes.Rule> changeScopes(Actor actor, @PathVariable long id, @RequestBody List<RowScopes.Rule> rules) {
        return scopes.change(actor, id, rules);
    }
}
