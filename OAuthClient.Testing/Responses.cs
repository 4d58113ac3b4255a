using System.Net;
using System.Text;
using System.Text.Json;

namespace OAuthClient.Testing;

/// <summary>The responses of a pretend provider.</summary>
internal static class Responses
{
    public static HttpResponseMessage Text(HttpStatusCode status, string type, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };

    public static HttpResponseMessage Html(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        Text(status, "text/html", body);

    public static HttpResponseMessage Json(
        IReadOnlyDictionary<string, object> fields, HttpStatusCode status = HttpStatusCode.OK) =>
        Text(status, "application/json", JsonSerializer.Serialize(fields, AnswerJson.Default.IReadOnlyDictionaryStringObject));

    /// <summary>The API's response that describes a user.</summary>
    public static HttpResponseMessage User(string name) =>
        Json(new Dictionary<string, object> { ["login"] = name, ["id"] = PretendProvider.IdOf(name) });

    public static HttpResponseMessage Form(HttpStatusCode status, params (string Name, string Value)[] fields) =>
        Text(status, WireFormat.FormType, WireFormat.Form(fields));

    public static HttpResponseMessage Error(
        string error, string description, HttpStatusCode status = HttpStatusCode.BadRequest) =>
        Json(new Dictionary<string, object> { ["error"] = error, ["error_description"] = description }, status);

    public static HttpResponseMessage Redirect(string url, HttpStatusCode status = HttpStatusCode.SeeOther)
    {
        var response = new HttpResponseMessage(status);
        response.Headers.TryAddWithoutValidation("Location", url);
        return response;
    }
}
