using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using KcExchange.Server.Operations;
using KcExchange.Server.Reference;
using KcExchange.Server.Storage;

namespace KcExchange.Server.Access;

/// <summary>
/// Around every call of ours: who calls, may they, how often; and every exception becomes one of
/// <see cref="ExchangeErrors"/>. Authorisation comes before any look-up.
/// </summary>
internal sealed class CallGuard(
    CallerRegistry registry, CallQuota quota, CurrentBook book, StorageProvider storage, AuditLog audit,
    ILogger<CallGuard> logger) : Interceptor
{
    private const string OurServices = "/kcexchange.v1.";

    /// <summary>The caller of a call that passed the guard.</summary>
    public static Caller CallerOf(ServerCallContext context) => (Caller)context.UserState[typeof(Caller)];

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (!context.Method.StartsWith(OurServices, StringComparison.Ordinal))
            return await continuation(request, context);
        return await GuardAsync(context, async () =>
        {
            await AdmitAsync(context, ProvinceNamed(request as IMessage));
            quota.Take(CallerOf(context).ProvinceCode);
            return await continuation(request, context);
        });
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (!context.Method.StartsWith(OurServices, StringComparison.Ordinal))
        {
            await continuation(requestStream, responseStream, context);
            return;
        }
        await GuardAsync(context, async () =>
        {
            await AdmitAsync(context, "");
            await continuation(requestStream, responseStream, context);
            return true;
        });
    }

    private async Task AdmitAsync(ServerCallContext context, string provinceNamed)
    {
        var certificate = context.GetHttpContext().Connection.ClientCertificate;
        var caller = await registry.IdentifyAsync(certificate, context.CancellationToken);
        context.UserState[typeof(Caller)] = caller;
        var own = !caller.IsMinistry && (provinceNamed.Length == 0 || provinceNamed == caller.ProvinceCode);
        if (AccessPolicy.Allows(context.Method, caller, own))
        {
            if (caller.IsMinistry && provinceNamed.Length == 0 && !AccessPolicy.IsAboutNoProvince(context.Method))
                throw ExchangeErrors.RequestInvalid("The ministry must name a province_code.");
            await book.RefreshAsync(context.CancellationToken);
            return;
        }
        throw !own && !caller.IsMinistry && AccessPolicy.Allows(context.Method, caller, ownProvince: true)
            ? ExchangeErrors.ProvinceNotAllowed(provinceNamed)
            : ExchangeErrors.RoleNotAllowed(context.Method);
    }

    private void Remember(ServerCallContext context, RpcException refused)
    {
        var caller = context.UserState.TryGetValue(typeof(Caller), out var known) ? (Caller)known : null;
        ServerLog.Refused(
            logger, context.Method, context.GetHttpContext().Connection.RemoteIpAddress, caller?.Name ?? "-",
            refused.Status.Detail);
        audit.Add(caller?.Name ?? "", caller?.ProvinceCode ?? "", context.Method, refused.Status.Detail);
    }

    /// <summary>The province that a request names in its own field; empty when it names none.</summary>
    private static string ProvinceNamed(IMessage? request) =>
        request?.Descriptor.FindFieldByName("province_code")?.Accessor.GetValue(request) as string ?? "";

    private async Task<T> GuardAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException refused)
        {
            if (refused.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied)
                Remember(context, refused);
            throw;
        }
        catch (Exception) when (context.CancellationToken.IsCancellationRequested)
        {
            // The client is gone: nobody reads the status, and the fault is not ours.
            throw new RpcException(new Status(StatusCode.Cancelled, "The client ended the call."));
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            // Mostly a client that reset its stream a moment before the token knows; a fault of ours must not vanish.
            var requestId = context.GetHttpContext().TraceIdentifier;
            ServerLog.Broken(logger, broken, context.Method, requestId);
            throw ExchangeErrors.Internal(requestId);
        }
        catch (Exception exception) when (storage.FaultOf(exception) is StoreFault.Busy or StoreFault.Unavailable)
        {
            var fault = storage.FaultOf(exception);
            ServerLog.StoreFailed(logger, $"{fault}", context.Method, storage.Describe(exception));
            throw fault == StoreFault.Busy ? ExchangeErrors.StoreBusy() : ExchangeErrors.StoreUnavailable();
        }
        catch (Exception exception) when (storage.FaultOf(exception) is not null)
        {
            // The exception itself may quote a row.
            var requestId = context.GetHttpContext().TraceIdentifier;
            ServerLog.StoreRefused(
                logger, context.Method, requestId, storage.Describe(exception), exception.StackTrace ?? "");
            throw ExchangeErrors.Internal(requestId);
        }
        catch (Exception exception)
        {
            var requestId = context.GetHttpContext().TraceIdentifier;
            ServerLog.Failed(logger, exception, context.Method, requestId);
            throw ExchangeErrors.Internal(requestId);
        }
    }
}
