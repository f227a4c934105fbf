package org.zhike.projection.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.identity.Actor;
import org.zhike.projection.Projection;
import org.zhike.projection.ProjectionStatus;

/** How far the projection is, and how to build it anew. */
@RestController
@RequestMapping("/api/projection")
class ProjectionResource {

    private final Projection projection;

    ProjectionResource(Projection projection) {
        this.projection = projection;
    }

    @GetMapping
    ProjectionStatus status(Actor actor) {
        return projection.status();
    }

    @PostMapping("/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void rebuild(Actor actor) {
        projection.rebuild(actor);
    }
}
