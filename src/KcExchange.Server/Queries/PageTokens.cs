using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using KcExchange.Server.Access;
using KcExchange.Server.Operations;

namespace KcExchange.Server.Queries;

/// <summary>
/// Page tokens: where to go on, bound by an HMAC to caller, province and request, so that nobody makes their own. Every
/// replica that has the receipts' key makes and reads the same ones.
/// </summary>
internal sealed class PageTokens(byte[] key)
{
    private const int MacLength = 16;

    /// <summary>Token to go on after a place; the request's own page_token and page_size do not matter.</summary>
    public string Make(Caller caller, IMessage request, string place)
    {
        var text = Encoding.UTF8.GetBytes(place);
        return Base64Url.EncodeToString([.. Mac(caller, request, text), .. text]);
    }

    /// <summary>The place of the request's token; empty when it has none.</summary>
    /// <exception cref="Grpc.Core.RpcException">CURSOR_INVALID.</exception>
    public string Read(Caller caller, IMessage request)
    {
        var token = (string)request.Descriptor.FindFieldByName("page_token").Accessor.GetValue(request);
        if (token.Length == 0) return "";
        if (!Base64Url.IsValid(token)) throw ExchangeErrors.CursorInvalid();
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < MacLength) throw ExchangeErrors.CursorInvalid();
        var text = bytes.AsSpan(MacLength);
        if (!CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, MacLength), Mac(caller, request, text)))
            throw ExchangeErrors.CursorInvalid();
        return Encoding.UTF8.GetString(text);
    }

    private byte[] Mac(Caller caller, IMessage request, ReadOnlySpan<byte> place)
    {
        var bound = request.Descriptor.Parser.ParseFrom(request.ToByteArray());
        foreach (var free in (string[])["page_token", "page_size", "language"])
            if (bound.Descriptor.FindFieldByName(free) is { } field) field.Accessor.Clear(bound);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(Encoding.UTF8.GetBytes($"{request.Descriptor.FullName}\n{caller.ProvinceCode}\n"));
        mac.AppendData(SHA256.HashData(bound.ToByteArray()));
        mac.AppendData(place);
        return mac.GetHashAndReset()[..MacLength];
    }

    /// <summary>How many entries a page has.</summary>
    /// <param name="asked">As the request says; 0 = the usual number.</param>
    /// <param name="usual">The usual number.</param>
    /// <param name="most">The largest number.</param>
    public static int Size(int asked, int usual, int most) => asked switch
    {
        0 => usual,
        < 0 => throw ExchangeErrors.RequestInvalid("page_size must not be negative."),
        _ => Math.Min(asked, most),
    };
}
