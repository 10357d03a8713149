using Google.Protobuf;
using Grpc.Core;
using KcExchange.Server.Operations;

namespace KcExchange.Server.Access;

/// <summary>
/// Binds a service so that bytes which are no message of the contract (bad UTF-8 included) end the call with
/// FRAME_INVALID, in unary calls too: there the framework parses before any interceptor runs.
/// </summary>
internal sealed class FrameGuard(ServiceBinderBase inner) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Guarded(method), handler!);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Guarded(method), handler!);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Guarded(method), handler!);

    private static Method<TRequest, TResponse> Guarded<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        var plain = method.RequestMarshaller;
        var guarded = new Marshaller<TRequest>(plain.ContextualSerializer, context =>
        {
            try
            {
                return plain.ContextualDeserializer(context);
            }
            catch (InvalidProtocolBufferException broken)
            {
                throw ExchangeErrors.FrameInvalid($"The bytes are no {typeof(TRequest).Name}: {broken.Message}");
            }
        });
        return new Method<TRequest, TResponse>(
            method.Type, method.ServiceName, method.Name, guarded, method.ResponseMarshaller);
    }
}
