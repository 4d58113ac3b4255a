using Microsoft.AspNetCore.Mvc;

namespace OAuthClient.Tests.Web;

/// <summary>A controller that needs no token by itself.</summary>
public class PlainController : Controller
{
    [HttpGet("/open")]
    public string Open() => "secret";
}
