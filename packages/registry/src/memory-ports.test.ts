import { memoryPorts } from './fixtures/memory-ports.ts'
import { portsContract } from './ports.contract.ts'

portsContract('memory', async () => ({ ports: memoryPorts() }))
portsContract('memory of a server without digests', async () => ({ ports: memoryPorts({ digests: false }) }))
