package org.zhike.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.zhike.identity.Actor;
import org.zhike.identity.IdentityError;
import org.zhike.kernel.ErrorKind;
import org.zhike.kernel.ProductException;

/** Answers refusals of the filters in the same form as those of the resources. */
@Component
final class Problems implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final HandlerExceptionResolver resolver;

    Problems(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException nobodySignedIn) {
        answer(request, response, new ProductException(IdentityError.NOT_SIGNED_IN));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied) {
        answer(
                request,
                response,
                denied instanceof CsrfException
                        ? new ProductException(IdentityError.CSRF_TOKEN_MISSING)
                        : new ProductException(
                                IdentityError.NOT_ALLOWED,
                                ActorArgument.present().map(Actor::name).orElse("unknown"),
                                "do this"));
    }

    void answer(HttpServletRequest request, HttpServletResponse response, ProductException problem) {
        if (problem.kind() == ErrorKind.NOT_SIGNED_IN) {
            // Required by HTTP; unlike Basic, browsers open no window for it.
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (resolver.resolveException(request, response, null, problem) == null) {
            throw problem;
        }
    }
}
