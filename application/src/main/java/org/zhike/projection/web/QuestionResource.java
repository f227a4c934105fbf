package org.zhike.projection.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.zhike.identity.Actor;
import org.zhike.projection.Projection;
import org.zhike.projection.Questions;

/**
 * Ends a question whose asker no longer waits, and tells with every answer how far the projection is. A caller names a question in the
 * header {@value #QUESTION}; docs/api.md.
 */
@RestController
@RequestMapping("/api/questions")
class QuestionResource implements WebMvcConfigurer, HandlerInterceptor {

    static final String QUESTION = "Zhike-Question";
    static final String PROJECTION = "Zhike-Projection";

    private static final int LONGEST_NAME = 100;

    private final Questions questions;
    private final Projection projection;

    QuestionResource(Questions questions, Projection projection) {
        this.questions = questions;
        this.projection = projection;
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(Actor actor, HttpServletRequest request, @PathVariable String id) {
        questions.cancel(asker(request), id);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/metrics/**", "/api/boards/**", "/api/explore/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        response.setHeader(PROJECTION, projection.status().state().name().toLowerCase(Locale.ROOT));
        String id = request.getHeader(QUESTION);
        if (id != null && id.length() <= LONGEST_NAME) {
            questions.begin(asker(request), id);
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception exception) {
        questions.end();
    }

    private static String asker(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return principal == null ? "" : principal.getName();
    }
}
