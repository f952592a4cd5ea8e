// A regtest node of its own (npm bcoin, in memory, no peers) with Esplora's interface in front, for the tests of forensics.lookup.blockchain.
// Blocks are mined, payments are signed and verified by the node; nothing here is made up but the keys.
//   node esplora.cjs FOLDER-WITH-node_modules            serves on loopback; the first line written is the scene as JSON
//   node esplora.cjs FOLDER-WITH-node_modules --record   writes every reply of the scene as JSON, and ends
'use strict';
process.env.NODE_BACKEND = 'js';  // installed with --ignore-scripts: nothing was compiled
const http = require('http');
const Module = require('module');
const path = require('path');
const load = Module._load;
Module._load = (name, ...more) => name === 'leveldown' ? class {} : load(name, ...more);  // the store on disk, compiled code that is not needed
const bcoin = Module.createRequire(path.resolve(process.argv[2], 'here.cjs'))('bcoin');

const START = Date.UTC(2024, 0, 1) / 1000;  // the time of the first block; one every ten minutes
const PAGE = 25;
const node = new bcoin.FullNode({
  network: 'regtest', memory: true, workers: false, listen: false, indexTX: true, indexAddress: true, requireStandard: false,
  env: false, argv: false, config: false, httpHost: '127.0.0.1', httpPort: 0, noAuth: true
});
const [miner, wanted, beside, away] = [1, 2, 3, 4].map((n) => bcoin.KeyRing.fromPrivate(Buffer.alloc(32, n), true));
const named = (ring) => ring.getAddress().toString('regtest');

async function mine(count) {
  for (let n = 0; n < count; n++) {
    const job = await node.miner.cpu.createJob(null, miner.getAddress());
    job.attempt.time = START + (node.chain.height + 1) * 600;
    const block = await job.mineAsync();
    if (!await node.chain.add(block))
      throw new Error('the node refused a block');
  }
}

async function pay(from, outputs, fee = 20000) {
  const tx = new bcoin.MTX();
  const sum = outputs.reduce((all, [, value]) => all + value, fee);
  let had = 0;
  for (const ring of from) {
    for (const coin of await node.getCoinsByAddress([ring.getAddress()])) {
      const ripe = !coin.coinbase || node.chain.height + 1 - coin.height >= 100;
      if (ripe && (ring !== miner || had < sum)) {  // a wallet is emptied, the miner pays with as much as it takes
        tx.addCoin(coin);
        had += coin.value;
      }
    }
  }
  for (const [ring, value] of outputs)
    tx.addOutput(ring.getAddress(), value);
  if (had - sum > 1000)
    tx.addOutput(from[0].getAddress(), had - sum);
  for (const ring of from)
    tx.sign(ring);
  await node.mempool.addTX(tx.toTX());
}

// Thirty payments to the wanted wallet in four blocks, one to another; both spent together; and one payment that no block has yet.
async function scene() {
  await mine(140);
  for (let n = 0; n < 30; n++) {
    await pay([miner], [[wanted, 3000000 + n]]);
    if (n === 0 || n === 9 || n === 19)
      await mine(1);
  }
  await pay([miner], [[beside, 700000]]);
  await mine(1);
  await pay([wanted, beside], [[away, 50000000]]);
  await mine(1);
  await pay([miner], [[wanted, 1234567]]);
}

async function transactions(address) {
  const metas = await node.getMetaByAddress([address]);
  const told = [];
  for (const meta of metas) {
    const view = await node.getMetaView(meta), tx = meta.tx, confirmed = meta.height >= 0;
    const out = (output) => ({
      scriptpubkey: output.script.toRaw().toString('hex'), scriptpubkey_address: output.getAddress()?.toString('regtest'), value: output.value
    });
    told.push({
      txid: tx.txid(), version: tx.version, locktime: tx.locktime, size: tx.getSize(), weight: tx.getWeight(), fee: tx.isCoinbase() ? 0 : tx.getFee(view),
      vin: tx.inputs.map((input) => ({
        txid: input.prevout.txid(), vout: input.prevout.index, is_coinbase: tx.isCoinbase(), prevout: tx.isCoinbase() ? null : out(view.getOutputFor(input))
      })),
      vout: tx.outputs.map(out),
      status: confirmed ? {confirmed, block_height: meta.height, block_hash: bcoin.util.revHex(meta.block), block_time: meta.time} : {confirmed}
    });
  }
  const height = (each) => each.status.confirmed ? each.status.block_height : 1e9;
  return told.sort((a, b) => height(b) - height(a) || (a.txid < b.txid ? -1 : 1));
}

function sums(address, found) {
  const ours = (each) => each && each.scriptpubkey_address === address;
  const of = (list) => ({funded: list.flatMap((tx) => tx.vout).filter(ours), spent: list.flatMap((tx) => tx.vin.map((each) => each.prevout)).filter(ours)});
  const stats = (list) => {
    const {funded, spent} = of(list), sum = (outs) => outs.reduce((all, each) => all + each.value, 0);
    return {tx_count: list.length, funded_txo_count: funded.length, funded_txo_sum: sum(funded), spent_txo_count: spent.length, spent_txo_sum: sum(spent)};
  };
  return {address, chain_stats: stats(found.filter((tx) => tx.status.confirmed)), mempool_stats: stats(found.filter((tx) => !tx.status.confirmed))};
}

async function reply(url) {
  const [, kind, written, list, chain, last] = url.split('/');
  let address;
  try {
    address = bcoin.Address.fromString(written, 'regtest');
  } catch {
    return [400, 'Invalid Bitcoin address'];
  }
  if (kind !== 'address' || (list && list !== 'txs'))
    return [404, 'Not found'];
  const found = await transactions(address);
  if (!list)
    return [200, sums(written, found)];
  const confirmed = found.filter((tx) => tx.status.confirmed);
  if (!chain)  // what no block has yet, and the first page of the rest
    return [200, [...found.filter((tx) => !tx.status.confirmed), ...confirmed.slice(0, PAGE)]];
  const from = confirmed.findIndex((tx) => tx.txid === last) + 1;
  return [200, confirmed.slice(from, from + PAGE)];
}

async function main() {
  node.http = {open: async () => {}, close: async () => {}, on: () => {}};  // the node's own interface is not needed
  await node.open();
  await scene();
  const told = {height: node.chain.height, wanted: named(wanted), beside: named(beside), away: named(away), start: START};
  if (process.argv.includes('--record')) {
    const replies = {}, queue = [`/address/${told.wanted}`, `/address/${told.wanted}/txs`];
    for (const url of queue) {
      const [, body] = await reply(url);
      replies[url] = body;
      if (Array.isArray(body) && body.length >= PAGE)
        queue.push(`/address/${told.wanted}/txs/chain/${body[body.length - 1].txid}`);
    }
    process.stdout.write(JSON.stringify({scene: told, replies}) + '\n');
    return node.close();
  }
  const server = http.createServer(async (request, response) => {
    const [status, body] = await reply(request.url);
    response.writeHead(status, {'Content-Type': 'application/json'});
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1', () => process.stdout.write(JSON.stringify({...told, port: server.address().port}) + '\n'));
  process.stdin.on('end', () => process.exit(0)).resume();  // ends with the test that started it
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
