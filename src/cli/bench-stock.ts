/** The bench's second peer as an entry of its own; started by bench/run.ts. */
import '../../bench/stock.js'
