using OAuthClient.OAuth1;
using OAuthClient.OAuth2;

namespace OAuthClient.Presets;

// Generated from providers.json:
// WRITE_PROVIDERS=1 dotnet test OAuthClient.Tests -c Release --filter ProvidersDocumentTests
public static partial class Providers
{
    /// <summary>Airtable, OAuth 2.</summary>
    public static OAuth2Provider Airtable => Read<OAuth2Provider>("airtable");

    /// <summary>Apple, OAuth 2.</summary>
    public static OAuth2Provider Apple => Read<OAuth2Provider>("apple");

    /// <summary>Atlassian, OAuth 2. Options: <c>offline</c>, <c>reprompt_consent</c>.</summary>
    public static OAuth2Provider Atlassian => Read<OAuth2Provider>("atlassian");

    /// <summary>Authentiq, OAuth 2. Options: <c>host</c>.</summary>
    public static OAuth2Provider Authentiq => Read<OAuth2Provider>("authentiq");

    /// <summary>
    /// Microsoft, OAuth 2. Options: <c>tenant</c>, <c>offline</c>, <c>prompt</c>, <c>domain_hint</c>,
    /// <c>send_scope</c>, <c>login_hint</c>.
    /// </summary>
    public static OAuth2Provider Azure => Read<OAuth2Provider>("azure");

    /// <summary>
    /// Azure AD B2C, OAuth 2. Needs the option <c>tenant</c>. Needs the option <c>policy</c>. Options: <c>offline</c>.
    /// </summary>
    public static OAuth2Provider AzureAdB2C => Read<OAuth2Provider>("azureadb2c");

    /// <summary>Basecamp, OAuth 2. Options: <c>user_agent</c>.</summary>
    public static OAuth2Provider Basecamp => Read<OAuth2Provider>("basecamp");

    /// <summary>Bitbucket, OAuth 2.</summary>
    public static OAuth2Provider Bitbucket => Read<OAuth2Provider>("bitbucket");

    /// <summary>
    /// Bitbucket Server, OAuth 1.0a. Needs the option <c>host</c>. Needs your private key, in <c>SignatureMethod</c>.
    /// </summary>
    public static OAuth1Provider BitbucketServer => Read<OAuth1Provider>("bitbucketserver");

    /// <summary>Bitly, OAuth 2.</summary>
    public static OAuth2Provider Bitly => Read<OAuth2Provider>("bitly");

    /// <summary>Box, OAuth 2.</summary>
    public static OAuth2Provider Box => Read<OAuth2Provider>("box");

    /// <summary>Dailymotion, OAuth 2.</summary>
    public static OAuth2Provider Dailymotion => Read<OAuth2Provider>("dailymotion");

    /// <summary>Deezer, OAuth 2. Its token travels in the query (<see cref="Insecure.TokenInQuery"/>).</summary>
    public static OAuth2Provider Deezer => Read<OAuth2Provider>("deezer");

    /// <summary>Dexcom, OAuth 2. Options: <c>api_host</c>.</summary>
    public static OAuth2Provider Dexcom => Read<OAuth2Provider>("dexcom");

    /// <summary>DigitalOcean, OAuth 2.</summary>
    public static OAuth2Provider DigitalOcean => Read<OAuth2Provider>("digitalocean");

    /// <summary>Discogs, OAuth 1.0a. Options: <c>user_agent</c>.</summary>
    public static OAuth1Provider Discogs => Read<OAuth1Provider>("discogs");

    /// <summary>Discord, OAuth 2. Options: <c>prompt</c>.</summary>
    public static OAuth2Provider Discord => Read<OAuth2Provider>("discord");

    /// <summary>Disqus, OAuth 2.</summary>
    public static OAuth2Provider Disqus => Read<OAuth2Provider>("disqus");

    /// <summary>
    /// Dropbox, OAuth 2. Options: <c>offline</c>, <c>force_reapprove</c>, <c>disable_signup</c>, <c>require_role</c>.
    /// </summary>
    public static OAuth2Provider Dropbox => Read<OAuth2Provider>("dropbox");

    /// <summary>eBay, OAuth 2. Needs the option <c>ru_name</c>.</summary>
    public static OAuth2Provider EBay => Read<OAuth2Provider>("ebay");

    /// <summary>Epic Games, OAuth 2.</summary>
    public static OAuth2Provider EpicGames => Read<OAuth2Provider>("epicgames");

    /// <summary>Evernote, OAuth 1.0a. Options: <c>sandbox</c>, <c>china</c>, <c>linked_notebooks</c>.</summary>
    public static OAuth1Provider Evernote => Read<OAuth1Provider>("evernote");

    /// <summary>Exact Online, OAuth 2. Options: <c>host</c>.</summary>
    public static OAuth2Provider ExactOnline => Read<OAuth2Provider>("exactonline");

    /// <summary>
    /// Facebook, OAuth 2. Options: <c>graph_version</c>, <c>long_lived</c>, <c>rerequest_declined_permissions</c>.
    /// </summary>
    public static OAuth2Provider Facebook => Read<OAuth2Provider>("facebook");

    /// <summary>Fitbit, OAuth 2.</summary>
    public static OAuth2Provider Fitbit => Read<OAuth2Provider>("fitbit");

    /// <summary>Flickr, OAuth 1.0a. Options: <c>perms</c>.</summary>
    public static OAuth1Provider Flickr => Read<OAuth1Provider>("flickr");

    /// <summary>Garmin, OAuth 1.0a.</summary>
    public static OAuth1Provider Garmin => Read<OAuth1Provider>("garmin");

    /// <summary>GitHub, OAuth 2. Options: <c>enterprise_host</c>.</summary>
    public static OAuth2Provider GitHub => Read<OAuth2Provider>("github");

    /// <summary>GitLab, OAuth 2. Options: <c>host</c>.</summary>
    public static OAuth2Provider GitLab => Read<OAuth2Provider>("gitlab");

    /// <summary>
    /// Google, OAuth 2. Options: <c>offline</c>, <c>reprompt_consent</c>, <c>reprompt_select_account</c>,
    /// <c>hosted_domain</c>.
    /// </summary>
    public static OAuth2Provider Google => Read<OAuth2Provider>("google");

    /// <summary>Heroku, OAuth 2. Options: <c>api_version</c>.</summary>
    public static OAuth2Provider Heroku => Read<OAuth2Provider>("heroku");

    /// <summary>Huawei, OAuth 2. Options: <c>offline</c>.</summary>
    public static OAuth2Provider Huawei => Read<OAuth2Provider>("huawei");

    /// <summary>Instagram, OAuth 2. Its token travels in the query (<see cref="Insecure.TokenInQuery"/>).</summary>
    public static OAuth2Provider Instagram => Read<OAuth2Provider>("instagram");

    /// <summary>
    /// Jira, OAuth 1.0a. Needs the option <c>host</c>. Needs your private key, in <c>SignatureMethod</c>.
    /// </summary>
    public static OAuth1Provider Jira => Read<OAuth1Provider>("jira");

    /// <summary>Kook, OAuth 2.</summary>
    public static OAuth2Provider Kook => Read<OAuth2Provider>("kook");

    /// <summary>LinkedIn, OAuth 2. It refuses PKCE (<see cref="Insecure.NoPkce"/>).</summary>
    public static OAuth2Provider LinkedIn => Read<OAuth2Provider>("linkedin");

    /// <summary>Magento, OAuth 1.0a. Needs the option <c>host</c>. It has no logins.</summary>
    public static OAuth1Provider Magento => Read<OAuth1Provider>("magento");

    /// <summary>Mailchimp, OAuth 2.</summary>
    public static OAuth2Provider Mailchimp => Read<OAuth2Provider>("mailchimp");

    /// <summary>Mastodon, OAuth 2. Needs the option <c>host</c>.</summary>
    public static OAuth2Provider Mastodon => Read<OAuth2Provider>("mastodon");

    /// <summary>Meetup, OAuth 2.</summary>
    public static OAuth2Provider Meetup => Read<OAuth2Provider>("meetup");

    /// <summary>Mixcloud, OAuth 2. Its token travels in the query (<see cref="Insecure.TokenInQuery"/>).</summary>
    public static OAuth2Provider Mixcloud => Read<OAuth2Provider>("mixcloud");

    /// <summary>MusicBrainz, OAuth 2. Options: <c>offline</c>, <c>approval_prompt</c>.</summary>
    public static OAuth2Provider MusicBrainz => Read<OAuth2Provider>("musicbrainz");

    /// <summary>NetSuite, OAuth 1.0a. Needs the option <c>account</c>. Options: <c>realm</c>.</summary>
    public static OAuth1Provider NetSuite => Read<OAuth1Provider>("netsuite");

    /// <summary>Nextcloud, OAuth 2. Needs the option <c>host</c>.</summary>
    public static OAuth2Provider Nextcloud => Read<OAuth2Provider>("nextcloud");

    /// <summary>Notion, OAuth 2. Options: <c>api_version</c>.</summary>
    public static OAuth2Provider Notion => Read<OAuth2Provider>("notion");

    /// <summary>Nylas, OAuth 2.</summary>
    public static OAuth2Provider Nylas => Read<OAuth2Provider>("nylas");

    /// <summary>Odnoklassniki, OAuth 2. Its token travels in the query (<see cref="Insecure.TokenInQuery"/>).</summary>
    public static OAuth2Provider Odnoklassniki => Read<OAuth2Provider>("odnoklassniki");

    /// <summary>ORCID iD, OAuth 2. Options: <c>sandbox</c>.</summary>
    public static OAuth2Provider Orcid => Read<OAuth2Provider>("orcid");

    /// <summary>OpenStreetMap, OAuth 2.</summary>
    public static OAuth2Provider Osm => Read<OAuth2Provider>("osm");

    /// <summary>Pipedrive, OAuth 2.</summary>
    public static OAuth2Provider Pipedrive => Read<OAuth2Provider>("pipedrive");

    /// <summary>Plurk, OAuth 1.0a. Options: <c>device_id</c>, <c>model</c>.</summary>
    public static OAuth1Provider Plurk => Read<OAuth1Provider>("plurk");

    /// <summary>Reddit, OAuth 2. Options: <c>permanent</c>, <c>user_agent</c>.</summary>
    public static OAuth2Provider Reddit => Read<OAuth2Provider>("reddit");

    /// <summary>Salesforce, OAuth 2. Options: <c>host</c>, <c>sandbox</c>, <c>reprompt_consent</c>.</summary>
    public static OAuth2Provider Salesforce => Read<OAuth2Provider>("salesforce");

    /// <summary>Shopify, OAuth 2. Needs the option <c>shop</c>. Options: <c>per_user</c>.</summary>
    public static OAuth2Provider Shopify => Read<OAuth2Provider>("shopify");

    /// <summary>Slack, OAuth 2. Options: <c>subdomain</c>, <c>team</c>, <c>user_scope</c>.</summary>
    public static OAuth2Provider Slack => Read<OAuth2Provider>("slack");

    /// <summary>SmugMug, OAuth 1.0a. Options: <c>full_access</c>, <c>permissions</c>, <c>username</c>.</summary>
    public static OAuth1Provider SmugMug => Read<OAuth1Provider>("smugmug");

    /// <summary>Spotify, OAuth 2.</summary>
    public static OAuth2Provider Spotify => Read<OAuth2Provider>("spotify");

    /// <summary>
    /// Stack Exchange, OAuth 2. Its token travels in the query (<see cref="Insecure.TokenInQuery"/>).
    /// </summary>
    public static OAuth2Provider StackExchange => Read<OAuth2Provider>("stackexchange");

    /// <summary>Strava, OAuth 2. Options: <c>user_agent</c>.</summary>
    public static OAuth2Provider Strava => Read<OAuth2Provider>("strava");

    /// <summary>TikTok, OAuth 2. Options: <c>desktop</c>.</summary>
    public static OAuth2Provider TikTok => Read<OAuth2Provider>("tiktok");

    /// <summary>Todoist, OAuth 2.</summary>
    public static OAuth2Provider Todoist => Read<OAuth2Provider>("todoist");

    /// <summary>Trakt, OAuth 2. Options: <c>api_version</c>.</summary>
    public static OAuth2Provider Trakt => Read<OAuth2Provider>("trakt");

    /// <summary>Trello, OAuth 1.0a. Options: <c>name</c>, <c>scope</c>, <c>expiration</c>.</summary>
    public static OAuth1Provider Trello => Read<OAuth1Provider>("trello");

    /// <summary>
    /// TripIt, OAuth 1.0a. It does not confirm callbacks (<see cref="Insecure.UnconfirmedCallback"/>).
    /// </summary>
    public static OAuth1Provider TripIt => Read<OAuth1Provider>("tripit");

    /// <summary>Trovo, OAuth 2.</summary>
    public static OAuth2Provider Trovo => Read<OAuth2Provider>("trovo");

    /// <summary>Tumblr, OAuth 1.0a.</summary>
    public static OAuth1Provider Tumblr => Read<OAuth1Provider>("tumblr");

    /// <summary>Twitch, OAuth 2.</summary>
    public static OAuth2Provider Twitch => Read<OAuth2Provider>("twitch");

    /// <summary>Twitter, OAuth 2.</summary>
    public static OAuth2Provider Twitter => Read<OAuth2Provider>("twitter");

    /// <summary>
    /// Twitter OAuth1, OAuth 1.0a. Options: <c>authorize</c>, <c>force_login</c>, <c>screen_name</c>.
    /// </summary>
    public static OAuth1Provider TwitterOAuth1 => Read<OAuth1Provider>("twitteroauth1");

    /// <summary>Unsplash, OAuth 2.</summary>
    public static OAuth2Provider Unsplash => Read<OAuth2Provider>("unsplash");

    /// <summary>VK ID, OAuth 2.</summary>
    public static OAuth2Provider Vk => Read<OAuth2Provider>("vk");

    /// <summary>
    /// Weibo, OAuth 2. Options: <c>display</c>, <c>force_login</c>, <c>language</c>. Its token travels in the query
    /// (<see cref="Insecure.TokenInQuery"/>).
    /// </summary>
    public static OAuth2Provider Weibo => Read<OAuth2Provider>("weibo");

    /// <summary>Withings, OAuth 2.</summary>
    public static OAuth2Provider Withings => Read<OAuth2Provider>("withings");

    /// <summary>WooCommerce, OAuth 1.0a. Needs the option <c>host</c>. It has no logins.</summary>
    public static OAuth1Provider WooCommerce => Read<OAuth1Provider>("woocommerce");

    /// <summary>World ID, OAuth 2.</summary>
    public static OAuth2Provider WorldId => Read<OAuth2Provider>("worldid");

    /// <summary>Yammer, OAuth 2.</summary>
    public static OAuth2Provider Yammer => Read<OAuth2Provider>("yammer");

    /// <summary>Zendesk, OAuth 2. Needs the option <c>subdomain</c>.</summary>
    public static OAuth2Provider Zendesk => Read<OAuth2Provider>("zendesk");

    /// <summary>Zoho, OAuth 2. Options: <c>offline</c>, <c>reprompt_consent</c>, <c>region</c>.</summary>
    public static OAuth2Provider Zoho => Read<OAuth2Provider>("zoho");

    /// <summary>Zoom, OAuth 2.</summary>
    public static OAuth2Provider Zoom => Read<OAuth2Provider>("zoom");
}
