# A service as slow as a test wants it: JSON with the state of its parts, and a WebSocket. Its clock begins when it is asked
# first, so that whoever asks sees it while it is not ready yet, however late that is.
use strict;
use warnings;
use IO::Socket::INET;
use IO::Select;

$| = 1;
my $asked = 0;
my $healthy_after = $ENV{HEALTHY_AFTER} || 0;
my $crash_after = $ENV{CRASH_AFTER} || 0;
# Whoever comes second is late; a replica that is started again keeps its place.
if ($ENV{LATE_REPLICA} && !mkdir '/shared/first') {
    $healthy_after = $ENV{LATE_REPLICA};
}
my $listener = IO::Socket::INET->new(LocalPort => 8000, Listen => 50, ReuseAddr => 1) or die "cannot listen: $!";
my $select = IO::Select->new($listener);
print "listening on 8000\n";
my $loaded = 0;

while (1) {
    my $age = $asked ? time - $asked : 0;
    if (!$loaded && $age >= $healthy_after) {
        $loaded = time;
        open my $mark, '>', '/tmp/loaded' or die "cannot write: $!";
        print "Model loaded in $age s\n";
    }
    if ($crash_after && $loaded && time - $loaded >= $crash_after) {
        print "giving up\n";
        exit 3;
    }
    next unless $select->can_read(0.1);
    my $client = $listener->accept or next;
    $asked ||= time;
    my ($path, $key) = ('', '');
    while (my $line = <$client>) {
        $path = $1 if $line =~ m{^GET (\S+)};
        $key = $1 if $line =~ m{^Sec-WebSocket-Key: (\S+)}i;
        last if $line =~ /^\r?\n$/;
    }
    if ($path eq '/ws/probe' && $key =~ m{^[A-Za-z0-9+/=]+$}) {
        my $accept = `printf %s '${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11' | openssl dgst -sha1 -binary | openssl base64`;
        chomp $accept;
        print $client "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n",
            "Sec-WebSocket-Accept: $accept\r\n\r\n";
    } else {
        my ($status, $llm) = $loaded ? ('healthy', 'healthy') : ('starting', 'loading');
        my $body = qq({"status":"$status","services":{"stt":"healthy","llm":"$llm"}});
        print $client "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ", length $body,
            "\r\n\r\n$body";
    }
    close $client;
}
