package org.zhike.records.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.identity.Actor;
import org.zhike.records.ListView;
import org.zhike.records.ListViews;

/** One's own saved list views. */
@RestController
@RequestMapping("/api/views/{object}")
class ListViewResource {

    private final ListViews views;

    ListViewResource(ListViews views) {
        this.views = views;
    }

    record Body(
            String name,
            List<String> columns,
            @Nullable String filter,
            @Nullable String sort) {

        ListView toView(long id) {
            return new ListView(id, name, columns, filter, sort);
        }
    }

    @GetMapping
    List<ListView> all(Actor actor, @PathVariable String object) {
        return views.all(actor, object);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ListView save(Actor actor, @PathVariable String object, @RequestBody Body body) {
        return views.save(actor, object, body.toView(0));
    }

    @PutMapping("/{id}")
    ListView change(Actor actor, @PathVariable String object, @PathVariable long id, @RequestBody Body body) {
        return views.change(actor, object, body.toView(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Actor actor, @PathVariable String object, @PathVariable long id) {
        views.delete(actor, object, id);
    }
}
