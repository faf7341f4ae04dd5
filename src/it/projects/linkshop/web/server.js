const http = require('http');
const { createClient } = require('redis');

const greeting = 'Welcome to the shop';
const redis = createClient({ url: process.env.REDIS_URL });
redis.on('error', err => console.error('redis:', err.message));

http.createServer(async (req, res) => {
  try {
    if (req.url === '/healthz') {
      await redis.ping();
      res.writeHead(200).end('ok\n');
    } else if (req.url === '/') {
      const beats = await redis.get('worker:beats');
      res.writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ shop: process.env.SHOP_NAME, greeting, working: beats !== null }));
    } else {
      const target = await redis.get(`links:${req.url.slice(1)}`);
      target ? res.writeHead(302, { location: target }).end() : res.writeHead(404).end();
    }
  } catch (err) {
    res.writeHead(503).end(`${err.message}\n`);
  }
}).listen(3000, async () => {
  await redis.connect();
  console.log('listening on 3000');
});

process.on('SIGTERM', () => process.exit(0));
