namespace OAuthClient.Native.Listening;

/// <summary>A request that cannot be read.</summary>
internal sealed class BadRequestException(int status, string message) : Exception(message)
{
    public int Status => status;
}
