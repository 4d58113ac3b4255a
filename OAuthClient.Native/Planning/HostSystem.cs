namespace OAuthClient.Native.Planning;

/// <summary>The operating system, as far as it matters to a login.</summary>
internal enum HostSystem
{
    Linux,
    MacOS,
    Windows,
}
