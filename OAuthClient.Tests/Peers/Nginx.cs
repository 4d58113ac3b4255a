namespace OAuthClient.Tests.Peers;

/// <summary>Debian's nginx, as a proxy that sends requests to servers in turn, without sticky sessions.</summary>
internal static class Nginx
{
    private static readonly string[] ExecutablePaths = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"];

    public static async Task StartAsync(string folder, Uri url, IEnumerable<string> machines)
    {
        var program = ExecutablePaths.FirstOrDefault(File.Exists)
            ?? throw new PeerMissingException("nginx is not there (apt-get install nginx-light)");
        var upstreams = string.Concat(machines.Select(machine => $"server {new Uri(machine).Authority}; "));
        var settings = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(settings, $$"""
            daemon off;
            worker_processes 1;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events { }
            http {
                access_log off;
                client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
                upstream sample { {{upstreams}} }
                server {
                    listen 127.0.0.1:{{url.Port}};
                    listen [::1]:{{url.Port}};
                    location / {
                        proxy_pass http://sample; proxy_set_header Host $http_host; proxy_http_version 1.1;
                        add_header X-Machine $upstream_addr always;
                    }
                }
            }
            """);
        await PeerProcess.LaunchSharedAsync(
            "/bin/sh", folder, [Repository.PathOf("OAuthClient.Tests/Peers/attached.sh"), program, "-c", settings]);
    }
}
