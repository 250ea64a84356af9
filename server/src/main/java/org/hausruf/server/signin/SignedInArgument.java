package org.hausruf.server.signin;

import java.util.Map;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Gives a controller method the [SignedIn] it asks for, or refuses the request for it.
public final class SignedInArgument implements HandlerMethodArgumentResolver {
    /// Where the filter leaves why a token does not count.
    static final String WHY_NOT = SignedInArgument.class.getName() + ".whyNot";

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == SignedIn.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var signedIn = request.getAttribute(SignedIn.class.getName(), RequestAttributes.SCOPE_REQUEST);
        if (signedIn == null) throw notSignedIn(request).exception();
        return signedIn;
    }

    private static Problem notSignedIn(NativeWebRequest request) {
        var problem = Problem.of(ProblemCode.NOT_SIGNED_IN);
        return request.getAttribute(WHY_NOT, RequestAttributes.SCOPE_REQUEST) instanceof String why
                ? problem.with(Map.of("detail", why))
                : problem;
    }
}
