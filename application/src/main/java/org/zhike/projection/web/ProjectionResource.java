package org.zhike.projection.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.zhike.identity.Actor;
import org.zhike.projection.Projection;
import org.zhike.projection.ProjectionEvents;
import org.zhike.projection.ProjectionStatus;

/** How far the projection is, and how to build it anew. */
@RestController
@RequestMapping("/api/projection")
class ProjectionResource {

    private final Projection projection;
    private final ProjectionEvents events;

    ProjectionResource(Projection projection, ProjectionEvents events) {
        this.projection = projection;
        this.events = events;
    }

    @GetMapping
    ProjectionStatus status(Actor actor) {
        return projection.status();
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(Actor actor) {
        return events.stream();
    }

    @PostMapping("/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void rebuild(Actor actor) {
        projection.rebuild(actor);
    }
}
