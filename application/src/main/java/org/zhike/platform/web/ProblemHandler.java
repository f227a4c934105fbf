package org.zhike.platform.web;

import static org.zhike.platform.PlatformError.BAD_JSON;
import static org.zhike.platform.PlatformError.BAD_JSON_VALUE;
import static org.zhike.platform.PlatformError.BAD_PARAMETER;
import static org.zhike.platform.PlatformError.BAD_REQUEST;
import static org.zhike.platform.PlatformError.DATABASE_AWAY;
import static org.zhike.platform.PlatformError.DISK_FULL;
import static org.zhike.platform.PlatformError.METHOD_NOT_ALLOWED;
import static org.zhike.platform.PlatformError.MISSING_PARAMETER;
import static org.zhike.platform.PlatformError.REQUEST_TOO_LARGE;
import static org.zhike.platform.PlatformError.UNKNOWN_PATH;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.zhike.kernel.Issue;
import org.zhike.kernel.ProductException;
import org.zhike.platform.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;

/** Turns every exception that leaves a resource into the problem the API promises. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ResponseEntity<Object> product(ProductException exception) {
        return answer(Problem.of(exception), HttpHeaders.EMPTY);
    }

    /** Security's own filters answer these. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void security(RuntimeException exception) {
        throw exception;
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception exception) {
        ProductException machine = machineTrouble(exception);
        if (machine != null) {
            LOG.warn("{}", machine.getMessage(), exception);
            return product(machine);
        }
        return answer(Problem.unexpected("answering a request", exception, LOG), HttpHeaders.EMPTY);
    }

    /** Everything Spring itself found wrong with a request. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (status.is5xxServerError()) {
            return unexpected(exception);
        }
        var product = new ProductException(List.of(issue(exception, request)));
        return answer(Problem.of(status.value(), product), headers);
    }

    private static Issue issue(Exception exception, WebRequest request) {
        String path = request instanceof ServletWebRequest servlet
                ? servlet.getRequest().getRequestURI()
                : "";
        return switch (exception) {
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case MissingServletRequestParameterException missing ->
                Issue.of(missing.getParameterName(), MISSING_PARAMETER, missing.getParameterName());
            case MissingServletRequestPartException missing ->
                Issue.of(missing.getRequestPartName(), MISSING_PARAMETER, missing.getRequestPartName());
            case MethodArgumentTypeMismatchException mismatch ->
                Issue.of(mismatch.getName(), BAD_PARAMETER, mismatch.getValue(), mismatch.getName());
            case MaxUploadSizeExceededException large -> Issue.of("", REQUEST_TOO_LARGE, large.getMaxUploadSize());
            case NoResourceFoundException unknown -> Issue.of("", UNKNOWN_PATH, path);
            case NoHandlerFoundException unknown -> Issue.of("", UNKNOWN_PATH, path);
            case HttpRequestMethodNotSupportedException method ->
                Issue.of(
                        "",
                        METHOD_NOT_ALLOWED,
                        method.getMethod(),
                        path,
                        String.join(", ", List.of(orEmpty(method.getSupportedMethods()))));
            default -> Issue.of("", BAD_REQUEST, exception.getMessage());
        };
    }

    private static Issue unreadable(HttpMessageNotReadableException exception) {
        if (!(exception.getCause() instanceof JacksonException json)) {
            return Issue.of("", BAD_REQUEST, "the body is missing");
        }
        Issue issue = json instanceof StreamReadException
                ? Issue.of("", BAD_JSON, json.getOriginalMessage())
                : Issue.of(path(json), BAD_JSON_VALUE, path(json));
        var location = json.getLocation();
        return location == null || location.getLineNr() < 1
                ? issue
                : issue.at(new Issue.Position(location.getLineNr(), Math.max(1, location.getColumnNr())));
    }

    /** Returns where in the document the value stands: {@code items.3.amount}. */
    private static String path(JacksonException exception) {
        return String.join(
                ".",
                exception.getPath().stream()
                        .map(step -> step.getPropertyName() == null
                                ? Integer.toString(step.getIndex())
                                : step.getPropertyName())
                        .toList());
    }

    /** Returns what the machine cannot do now, if that is the reason; null for a bug. */
    private static @Nullable ProductException machineTrouble(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return new ProductException(DATABASE_AWAY);
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                if (state.equals("53100")) {
                    return new ProductException(DISK_FULL);
                }
                if (state.startsWith("08") || state.startsWith("57P0")) {
                    return new ProductException(DATABASE_AWAY);
                }
            }
            if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
                return new ProductException(DISK_FULL);
            }
        }
        return null;
    }

    private static String[] orEmpty(String @Nullable [] methods) {
        return methods == null ? new String[0] : methods;
    }

    private static ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
