namespace OAuthClient.Testing;

/// <summary>The wrong answers of the device authorization endpoint.</summary>
internal static class MisbehavingDevice
{
    public static Dictionary<string, object> Change(Misbehavior misbehavior, Dictionary<string, object> fields)
    {
        switch (misbehavior)
        {
            case Misbehavior.NoDeviceCode:
                fields.Remove("device_code");
                break;
            case Misbehavior.DeviceScriptUri:
                fields["verification_uri"] = "javascript:alert(1)";
                fields["verification_uri_complete"] = "javascript:alert(1)";
                break;
            case Misbehavior.DeviceZeroInterval:
                fields["interval"] = 0L;
                break;
            case Misbehavior.DeviceExpiresAtOnce:
                fields["expires_in"] = 0L;
                break;
        }
        return fields;
    }
}
