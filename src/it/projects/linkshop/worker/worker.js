const { createClient } = require('redis');

const redis = createClient({ url: process.env.REDIS_URL });
redis.on('error', err => console.error('redis:', err.message));

(async () => {
  await redis.connect();
  setInterval(() => redis.incr('worker:beats'), 200);
})();

process.on('SIGTERM', () => process.exit(0));
