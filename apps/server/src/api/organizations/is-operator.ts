/** Whether an identifier is that of an operator. */
import { type Db, findOrganization } from '@mainline/storage'

export async function isOperator(db: Db, id: string): Promise<boolean> {
  return (await findOrganization(db, id))?.kind === 'operator'
}
