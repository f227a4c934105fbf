package org.zhike.metrics.web;

import java.util.List;
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
import org.zhike.metrics.MetricTargets;
import org.zhike.metrics.Target;

/** MetricTargets and red lines over HTTP; docs/api.md, "Metrics and boards". */
@RestController
@RequestMapping("/api/metrics/{metric}/targets")
class TargetResource {

    private final MetricTargets targets;

    TargetResource(MetricTargets targets) {
        this.targets = targets;
    }

    @GetMapping
    List<Target> all(Actor actor, @PathVariable String metric) {
        return targets.of(actor, metric);
    }

    @PostMapping
    Target set(Actor actor, @PathVariable String metric, @RequestBody MetricTargets.Draft draft) {
        return targets.set(actor, metric, draft);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Actor actor, @PathVariable String metric, @PathVariable long id) {
        targets.remove(actor, metric, id);
    }
}
